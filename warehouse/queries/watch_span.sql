-- grain: one row: from when to when outlets must be watched: from where the watch stands; in months without a run incidents
-- go on, too, as a rebuild would find
select
    max(fetched_at) as newest_at,
    coalesce((select newest_at from core.watched), min(fetched_at)) as first_at
from raw.outcomes
