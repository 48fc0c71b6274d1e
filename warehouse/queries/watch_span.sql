-- grain: one row: the last moment in which any outlet was asked, and the first one in these runs
select
    max(fetched_at) as newest_at,
    min(fetched_at) filter (where list_contains($runs::varchar[], run_id)) as first_at
from raw.outcomes
