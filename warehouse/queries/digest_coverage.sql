-- grain: one outlet of a digest, the union's own press first.
select
    d.digest_id,
    coalesce(o.name, d.source_id) as outlet,
    d.state,
    d.reason,
    d.n_articles,
    local_date(d.last_item_at) as last_item_date
from core.digest_outlets as d
left join core.outlets as o on o.source_id = d.source_id
where d.digest_id in (select unnest($digest_ids))
order by
    d.digest_id,
    list_position(['union_press', 'federation', 'central', 'broadcaster', 'sector', 'provincial'], o.kind) nulls last,
    outlet
