-- grain: one article fetched in a stretch of time, for a copy that has none yet
{into}
select *, null::bigint as old_doc, null::bigint as kept_doc
from main.now
where fetched_at >= $first_at and fetched_at < $end_at
