-- grain: one sentence of an article of a campaign that carries a message which the plan gives that campaign
-- key: campaign, message_id, article_id, sentence_index
create or replace view mart.campaign_messages as
select
    c.campaign_id || '-' || c.edition as campaign,
    c.campaign_id,
    c.edition,
    m.message_id,
    p.text as message,
    m.kind,
    m.sentence,
    m.sentence_index,
    c.article_id,
    c.text_id,
    c.source_id,
    c.news_date
from core.campaign_articles as c
join core.campaign_windows as w on w.campaign_id = c.campaign_id and w.edition = c.edition
join core.message_texts as m on m.text_id = c.text_id and list_contains(w.messages, m.message_id)
join core.plan_messages as p on p.message_id = m.message_id
where c.how = 'named';
