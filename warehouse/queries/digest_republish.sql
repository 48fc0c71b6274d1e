-- grain: one article of the mail worth republishing: of its own words, in full, in favour of the union or of an example
-- to follow, nothing in its story that asks for an answer; the union's own press first.
select
    i.article_id,
    v.title,
    coalesce(o.name, v.source_id) as outlet,
    v.url,
    coalesce(o.republish, '') as terms
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
join digest_wordings as w on w.version_id = i.version_id
join core.article_versions as v on v.version_id = w.version_id and v.fetched_at = w.fetched_at
join wanted_current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id
left join wanted_current_stances as s
    on s.text_id = i.text_id and s.annotator_id = d.annotator_id and s.target = 'cong_doan'
left join core.grouping as g on g.text_id = i.text_id
left join core.outlets as o on o.source_id = v.source_id
where i.digest_id = $digest_id
    and i.disposition = 'shown'
    and i.section in ('tin_tot', 'chu_de')
    and v.origin = 'page'
    and g.duplicate_of is null
    and (i.section = 'tin_tot' or (n.relevance = 2 and s.label = 'favor' and not s.abstain))
order by
    i.section = 'tin_tot' desc,
    list_position(['union_press', 'federation', 'central', 'broadcaster', 'sector', 'provincial'], o.kind) nulls last,
    i.position
limit $most
