-- grain: one relevant article as the active annotator judged it, people's corrections left out: what is watched for
-- drift is the model. `month` is the first day of its calendar month in Việt Nam
create or replace view core.judged_articles as
with topic as (
    select text_id, annotator_id, count(*) filter (where code <> 'khac') = 0 as is_other
    from core.topics
    group by all
)
select
    a.article_id,
    a.text_id,
    a.source_id,
    date_trunc('month', local_date(coalesce(a.published_at, a.first_seen_at)))::date as month,
    n.annotator_id,
    n.relevance,
    n.relevance_p,
    n.valence,
    n.valence_p,
    coalesce(t.is_other, false) as is_other
from core.articles as a
join core.annotations as n on n.text_id = a.text_id and n.relevance >= 1
join core.annotators as active on active.annotator_id = n.annotator_id and active.active
left join topic as t on t.text_id = n.text_id and t.annotator_id = n.annotator_id;
