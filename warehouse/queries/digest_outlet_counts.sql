-- grain: one outlet of a digest with its owner: its articles, and those about the union.
select
    i.digest_id,
    coalesce(o.name, v.source_id) as outlet,
    o.owner,
    count(*) as articles,
    count(*) filter (where n.relevance = 2) as "union"
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
join digest_wordings as v on v.version_id = i.version_id
join wanted_current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id
left join core.outlets as o on o.source_id = v.source_id
where i.digest_id in (select unnest($digest_ids)) and i.section not in ('nuoc_ngoai', 'chua_chac')
group by all
order by i.digest_id, articles desc, outlet
