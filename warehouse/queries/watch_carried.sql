-- grain: one incident of before $month that was still open then: it is followed into the month.
select *
from core.incidents
where opened_at < $month and (closed_at is null or closed_at >= $month)
order by opened_at, incident_id
