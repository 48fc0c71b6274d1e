-- grain: one row: until when a window's news was gathered: the end of the first run that began after it, if any
select arg_min(ended_at, began_at) as until_at
from (
    select run_id, min(fetched_at) as began_at, max(fetched_at) as ended_at
    from raw.outcomes
    where run_id in (select run_id from raw.outcomes where fetched_at >= $last_at)
    group by run_id
)
where began_at >= $last_at
