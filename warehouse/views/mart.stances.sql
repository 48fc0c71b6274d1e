-- grain: the attitude of one article toward one target, by the active annotator, of an irrelevant one only where in doubt;
-- the voice is the role of whoever says the deciding sentence
-- key: article_id, target
create or replace view mart.stances as
select
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(u.name, a.source_id) as outlet,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date,
    s.target,
    s.label,
    s.p,
    s.abstain,
    s.evidence,
    s.evidence_index,
    s.against_p,
    s.against_evidence,
    v.voice
from core.current_stances as s
join core.annotators as active on active.annotator_id = s.annotator_id and active.active
join core.current_annotations as n on n.text_id = s.text_id and n.annotator_id = s.annotator_id
join core.articles as a on a.text_id = s.text_id
left join core.stance_voices as v on v.text_id = s.text_id and v.annotator_id = s.annotator_id and v.target = s.target
left join core.outlets as u on u.source_id = a.source_id
where n.relevance > 0 or s.abstain or s.label <> 'none';
