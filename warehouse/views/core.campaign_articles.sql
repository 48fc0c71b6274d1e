-- grain: one edition of one campaign that one article belongs to. A text that gives no year belongs to the edition of its
-- day; one that does not name the campaign counts as possible on the campaign's own days only
create or replace view core.campaign_articles as
with belonging as (
    select
        t.campaign_id,
        t.how,
        t.edition as said_edition,
        t.sentence_index,
        t.sentence,
        a.article_id,
        a.text_id,
        a.source_id,
        coalesce(a.published_at, a.first_seen_at) as news_at,
        local_date(coalesce(a.published_at, a.first_seen_at)) as news_date
    from core.campaign_texts as t
    join core.articles as a on a.text_id = t.text_id
),
dated as (
    select b.*, coalesce(s.edition, w.edition) as edition
    from belonging as b
    left join core.campaign_windows as s on s.campaign_id = b.campaign_id and s.edition = b.said_edition
    asof left join core.campaign_windows as w on w.campaign_id = b.campaign_id and b.news_date >= w.claims_from
)
select
    d.campaign_id,
    w.edition,
    d.how,
    d.sentence_index,
    d.sentence,
    d.article_id,
    d.text_id,
    d.source_id,
    d.news_at,
    d.news_date,
    d.news_date between w.first_date and coalesce(w.last_date, d.news_date) as is_in_window
from dated as d
join core.campaign_windows as w on w.campaign_id = d.campaign_id and w.edition = d.edition
where d.how = 'named' or d.news_date between w.first_date and coalesce(w.last_date, d.news_date);
