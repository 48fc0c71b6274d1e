-- grain: an attitude of one text toward one target that the active annotator is not sure of, or that may be criticism of
-- the union though the label is another, told by its first article;
-- what people have corrected is sure and leaves the list, reprints of the same words are read once
-- key: text_id, target
create or replace view mart.review as
select
    s.article_id,
    s.text_id,
    s.source_id,
    s.outlet,
    s.digest_date,
    a.title,
    a.url,
    a.relevance,
    s.target,
    s.label,
    s.p,
    coalesce(s.against_evidence, s.evidence) as evidence
from mart.stances as s
join mart.articles as a on a.article_id = s.article_id
where (s.abstain and s.label <> 'none' or s.against_p is not null) and a.relevance >= 1
qualify row_number() over (partition by s.text_id, s.target order by a.news_at, a.article_id) = 1;
