-- grain: one relevant article of a digest, in the wording and with the annotator of its composition;
-- later corrections of people show
-- key: digest_id, position
create or replace view mart.digest_items as
select
    i.digest_id,
    d.period,
    d.scope,
    d.day as digest_date,
    i.position,
    i.section,
    i.disposition,
    i.reason,
    i.merged_into,
    i.score,
    i.article_id,
    i.version_id,
    i.text_id,
    i.story_id,
    v.source_id,
    coalesce(o.name, v.source_id) as outlet,
    v.title,
    v.sapo,
    v.url,
    v.published_at,
    n.annotator_id,
    n.relevance,
    n.relevance_p,
    n.valence
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
left join core.article_versions as v on v.version_id = i.version_id
left join core.outlets as o on o.source_id = v.source_id
left join core.current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id;
