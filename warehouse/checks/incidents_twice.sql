-- outlets with two open incidents of one cause
select source_id, cause, count(*) as incidents
from core.incidents
where closed_at is null
group by all
having count(*) > 1
order by all
