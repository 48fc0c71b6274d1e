-- grain: one topic of a digest: articles about it (an article counts under each of its topics), and those about the union.
select i.digest_id, t.code, count(*) as articles, count(*) filter (where n.relevance = 2) as "union"
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
join wanted_current_topics as t on t.text_id = i.text_id and t.annotator_id = d.annotator_id
join wanted_current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id
where i.digest_id in (select unnest($digest_ids)) and i.section not in ('nuoc_ngoai', 'chua_chac')
group by i.digest_id, t.code
order by i.digest_id, articles desc, t.code
