-- grain: one incident that was open at a moment, the union's own press first; since what day in Việt Nam
select
    i.incident_id,
    i.source_id,
    coalesce(o.name, i.source_id) as outlet,
    coalesce(o.kind, '') as outlet_kind,
    i.cause,
    i.since_at,
    i.opened_at,
    i.reason,
    i.expected,
    i.seen
from core.incidents as i
left join core.outlets as o using (source_id)
where i.opened_at <= $at and (i.closed_at is null or i.closed_at > $at)
order by
    list_position(['union_press', 'federation', 'central', 'broadcaster', 'sector', 'provincial'], o.kind) nulls last,
    i.opened_at,
    i.incident_id
