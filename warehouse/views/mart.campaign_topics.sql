-- grain: one topic beside one edition of a campaign: its share of all other labour news on the campaign's days so far, and
-- on as many days before; z is the two-proportion test statistic, and from 1.96 on (5 %) the topic rose
-- key: campaign, topic
create or replace view mart.campaign_topics as
with bounds as (
    select max(news_date) as last_news from core.labour_days
),
spans as (
    select
        w.campaign_id,
        w.edition,
        w.first_date,
        least(coalesce(w.last_date, b.last_news), b.last_news, w.first_date + 92) as last_date
    from core.campaign_windows as w
    cross join bounds as b
    where w.first_date <= b.last_news
    and exists (select 1 from core.campaign_articles as c where c.campaign_id = w.campaign_id and c.edition = w.edition)
),
news as (
    select a.article_id, a.text_id, local_date(coalesce(a.published_at, a.first_seen_at)) as news_date
    from core.articles as a
    join core.current_annotations as n on n.text_id = a.text_id and n.relevance >= 1
    join core.annotators as active on active.annotator_id = n.annotator_id and active.active
),
beside as (
    select s.campaign_id, s.edition, n.text_id, n.news_date >= s.first_date as is_during
    from spans as s
    join news as n on n.news_date between s.first_date - (s.last_date - s.first_date + 1)::integer and s.last_date
    where not exists (
        select 1
        from core.campaign_articles as c
        where c.article_id = n.article_id and c.campaign_id = s.campaign_id and c.edition = s.edition
    )
),
whole as (
    select
        campaign_id,
        edition,
        count(*) filter (where is_during) as all_during,
        count(*) filter (where not is_during) as all_before
    from beside
    group by all
),
topic as (
    select
        b.campaign_id,
        b.edition,
        t.code,
        count(*) filter (where b.is_during) as articles,
        count(*) filter (where not b.is_during) as articles_before
    from beside as b
    join core.current_topics as t on t.text_id = b.text_id
    join core.annotators as active on active.annotator_id = t.annotator_id and active.active
    group by all
),
shares as (
    select
        t.*,
        w.all_during,
        w.all_before,
        t.articles / w.all_during as share,
        t.articles_before / w.all_before as share_before,
        (t.articles + t.articles_before) / (w.all_during + w.all_before) as pooled
    from topic as t
    join whole as w using (campaign_id, edition)
    where w.all_during > 0 and w.all_before > 0
)
select
    campaign_id || '-' || edition as campaign,
    campaign_id,
    edition,
    code as topic,
    articles,
    articles_before,
    share,
    share_before,
    if(
        pooled > 0 and pooled < 1,
        (share - share_before) / sqrt(pooled * (1 - pooled) * (1 / all_during + 1 / all_before)),
        null
    ) as z,
    coalesce(z >= 1.96, false) as has_risen
from shares;
