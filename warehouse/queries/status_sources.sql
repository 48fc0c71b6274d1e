-- grain: one outlet: its last two weeks, and its open incidents, the weightiest kinds of outlets first
select
    h.source_id,
    h.outlet,
    h.outlet_kind,
    h.last_asked_at,
    h.last_success_at,
    h.last_new_item_at,
    h.articles_14_days,
    coalesce(i.incidents, []) as incidents
from mart.source_health as h
left join (
    select
        source_id,
        list(
            {
                'cause': cause,
                'since_at': since_at,
                'opened_at': opened_at,
                'reason': reason,
                'expected': expected,
                'seen': seen
            }
            order by opened_at
        ) as incidents
    from core.incidents
    where closed_at is null
    group by source_id
) as i using (source_id)
order by
    list_position(['union_press', 'federation', 'central', 'broadcaster', 'sector', 'provincial'], h.outlet_kind) nulls last,
    h.source_id
