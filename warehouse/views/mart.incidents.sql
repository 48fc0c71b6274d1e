-- grain: one incident: an outlet that could not be read as usual, from when to when, and why
-- key: incident_id
create or replace view mart.incidents as
select
    i.incident_id,
    i.source_id,
    coalesce(o.name, i.source_id) as outlet,
    o.kind as outlet_kind,
    i.cause,
    i.since_at,
    i.opened_at,
    i.closed_at,
    date_diff('hour', i.opened_at, coalesce(i.closed_at, l.last_at)) as hours_open,
    i.opened_run_id,
    i.reason,
    i.expected,
    i.seen,
    i.p
from core.incidents as i
cross join (select max(fetched_at) as last_at from raw.outcomes) as l
left join core.outlets as o using (source_id);
