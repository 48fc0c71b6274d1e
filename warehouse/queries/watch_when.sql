-- grain: one row: between which moments $runs asked; what they brought bears these.
select min(fetched_at) as from_at, max(fetched_at) as to_at
from raw.outcomes
where run_id in (select unnest($runs::varchar[]))
