-- grain: one outlet with its owner: articles of the digest, and those about the union.
select
    coalesce(o.name, v.source_id) as outlet,
    o.owner,
    count(*) as articles,
    count(*) filter (where n.relevance = 2) as "union"
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
join core.article_versions as v on v.version_id = i.version_id
join core.current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id
left join core.outlets as o on o.source_id = v.source_id
where i.digest_id = $digest_id and i.section not in ('nuoc_ngoai', 'chua_chac')
group by all
order by articles desc, outlet
