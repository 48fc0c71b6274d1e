-- more than one active annotator
select annotator_id
from core.annotators
where active
qualify count(*) over () > 1
order by all
