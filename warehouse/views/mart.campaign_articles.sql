-- grain: one edition of one campaign that one article belongs to, with the sentence that says so
-- key: campaign, article_id
create or replace view mart.campaign_articles as
select
    c.campaign_id || '-' || c.edition as campaign,
    c.campaign_id,
    c.edition,
    w.name,
    c.how,
    c.is_in_window,
    c.sentence,
    c.sentence_index,
    c.article_id,
    c.text_id,
    c.source_id,
    a.outlet,
    a.outlet_kind,
    a.owner,
    a.title,
    a.url,
    c.news_at,
    c.news_date,
    a.digest_date,
    a.relevance,
    a.topics,
    a.provinces,
    a.stance_cong_doan,
    a.stance_cong_doan_abstain,
    a.duplicate_of is not null
    or row_number() over (partition by c.campaign_id, c.edition, c.text_id order by c.news_at, c.article_id) > 1 as is_copy,
    a.story_id
from core.campaign_articles as c
join core.campaign_windows as w on w.campaign_id = c.campaign_id and w.edition = c.edition
join mart.articles as a on a.article_id = c.article_id;
