-- grain: one sentence of one article that carries a message of a plan, whether it belongs to a campaign or not
-- key: article_id, message_id, sentence_index
create or replace view mart.plan_messages as
select
    m.message_id,
    p.plan_number,
    p.ref,
    p.text as message,
    m.kind,
    m.sentence,
    m.sentence_index,
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(o.name, a.source_id) as outlet,
    a.title,
    a.url,
    coalesce(a.published_at, a.first_seen_at) as news_at,
    local_date(coalesce(a.published_at, a.first_seen_at)) as news_date
from core.message_texts as m
join core.plan_messages as p on p.message_id = m.message_id
join core.articles as a on a.text_id = m.text_id
left join core.outlets as o on o.source_id = a.source_id;
