-- grain: one row: between which moments $runs asked; what they brought bears these. Their ids begin with their time, so
-- that little is read of others.
select min(fetched_at) as from_at, max(fetched_at) as to_at
from raw.outcomes
where run_id in (select unnest($runs::varchar[]))
    and run_id between list_min($runs::varchar[]) and list_max($runs::varchar[])
