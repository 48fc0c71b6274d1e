-- grain: one topic of one article, by the active annotator
-- key: article_id, code
create or replace view mart.topics as
select
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(u.name, a.source_id) as outlet,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date,
    t.code,
    t.p
from core.current_topics as t
join core.annotators as active on active.annotator_id = t.annotator_id and active.active
join core.articles as a on a.text_id = t.text_id
left join core.outlets as u on u.source_id = a.source_id;
