-- grain: one row: the headline figures of digest day $day.
select
    count(*) as articles,
    count(*) filter (where relevance >= 1) as relevant_articles,
    count(*) filter (where relevance = 2) as union_articles,
    count(distinct source_id) as outlets
from mart.articles
where digest_date = $day
