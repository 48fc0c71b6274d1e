-- grain: one row: from when to when outlets must be watched after these runs were loaded: from their first moment, or
-- from where the watch stands: in months without a run incidents go on, too, as a rebuild would find
select
    max(fetched_at) as newest_at,
    least(
        min(fetched_at) filter (where list_contains($runs::varchar[], run_id)),
        coalesce((select newest_at from core.watched), min(fetched_at))
    ) as first_at
from raw.outcomes
