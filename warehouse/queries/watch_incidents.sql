-- grain: one incident, as it was found up to now, of those opened before a moment
select *
from core.incidents
where opened_at < $until
order by opened_at, incident_id
