-- grain: one calendar day of Việt Nam and how many articles on workers and the union it brought
create or replace view core.labour_days as
select
    local_date(coalesce(a.published_at, a.first_seen_at)) as news_date,
    count(*) as articles,
    count(*) filter (where n.relevance >= 1) as labour_articles,
    count(*) filter (where n.relevance = 2) as union_articles
from core.articles as a
left join core.annotators as active on active.active
left join core.current_annotations as n on n.text_id = a.text_id and n.annotator_id = active.annotator_id
group by all;
