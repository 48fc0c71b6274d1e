-- outlets that were asked and have no source file (any more)
select distinct source_id
from raw.outcomes
anti join core.outlets using (source_id)
order by all
