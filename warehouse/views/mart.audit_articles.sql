-- grain: one article of a week's audit sample and what people said of it, the last word of each; its part is told once it
-- is answered, for whoever checks must not know it
-- key: week, article_id
create or replace view mart.audit_articles as
with answered as (
    select
        week,
        article_id,
        arg_max(
            {'is_worthy': is_worthy, 'note': note, 'said_by': said_by, 'said_at': said_at}, (said_at, answer_id)
        ) as last
    from core.audit_answers
    group by all
)
select
    i.week,
    i.article_id,
    i.version_id,
    a.source_id,
    a.outlet,
    a.title,
    a.url,
    a.news_at,
    a.digest_date,
    if(w.last is null, null, i.stratum) as stratum,
    w.last.is_worthy as is_worthy,
    nullif(w.last.note, '') as note,
    w.last.said_by as said_by,
    w.last.said_at as said_at
from core.audit_items as i
left join answered as w on w.week = i.week and w.article_id = i.article_id
left join mart.articles as a on a.article_id = i.article_id;
