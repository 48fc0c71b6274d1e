-- grain: one article that answers a question as mart.search reads it, all of them and in no order: to count and to join
create or replace macro mart.find(question) as table
select
    a.article_id,
    a.digest_date,
    a.source_id,
    a.outlet,
    a.relevance,
    s.score
from search.scored(question) as s
join mart.articles as a on a.rowid = s.doc
