-- grain: one edition of one campaign that a plan sets, that has articles, or whose days lie within the captured news
-- key: campaign
create or replace view mart.campaigns as
with bounds as (
    select min(news_date) as first_news, max(news_date) as last_news from core.labour_days
),
told as (
    select
        campaign_id,
        edition,
        count(*) filter (where how = 'named') as articles,
        count(*) filter (where how = 'possible') as possible_articles,
        count(*) filter (where how = 'named' and is_in_window) as articles_in_window,
        count(*) filter (where how = 'named' and not is_copy) as originals,
        count(distinct source_id) filter (where how = 'named') as outlets,
        count(distinct owner) filter (where how = 'named') as owners,
        min(news_at) filter (where how = 'named') as first_at,
        max(news_at) filter (where how = 'named') as last_at,
        count(*) filter (where how = 'named' and not is_copy and stance_cong_doan = 'favor' and not stance_cong_doan_abstain)
            as favor,
        count(*) filter (where how = 'named' and not is_copy and stance_cong_doan = 'neutral' and not stance_cong_doan_abstain)
            as neutral,
        count(*) filter (where how = 'named' and not is_copy and stance_cong_doan = 'against' and not stance_cong_doan_abstain)
            as against,
        count(*) filter (where how = 'named' and not is_copy and stance_cong_doan_abstain and stance_cong_doan <> 'none')
            as unsure
    from mart.campaign_articles
    group by all
),
said as (
    select campaign_id, edition, count(*) as message_sentences, count(distinct article_id) as message_articles
    from mart.campaign_messages
    group by all
),
place as (
    select campaign_id, edition, count(*) as provinces from mart.campaign_places group by all
),
labour as (
    select w.campaign_id, w.edition, sum(l.labour_articles)::bigint as labour_articles
    from core.campaign_windows as w
    join core.labour_days as l on l.news_date between w.first_date and coalesce(w.last_date, l.news_date)
    group by all
),
latest as (
    select
        campaign_id,
        edition,
        arg_max(phase, news_date) as phase,
        any_value(peak_date) as peak_date,
        max(articles_7d) as peak_articles_7d
    from mart.campaign_days
    group by all
)
select
    w.campaign_id || '-' || w.edition as campaign,
    w.campaign_id,
    w.edition,
    w.name,
    w.plan_number,
    w.ref,
    w.is_planned,
    w.first_date,
    w.last_date,
    case
        when b.last_news < w.first_date and t.articles is null then 'chua_den'
        when coalesce(t.articles, 0) = 0 then 'khong_co_tin'
        when b.last_news > w.last_date and b.last_news - local_date(t.last_at) > 14 then 'ket_thuc'
        else p.phase
    end as phase,
    p.peak_date,
    p.peak_articles_7d,
    coalesce(t.articles, 0) as articles,
    coalesce(t.articles_in_window, 0) as articles_in_window,
    coalesce(t.possible_articles, 0) as possible_articles,
    coalesce(t.originals, 0) as originals,
    coalesce(t.outlets, 0) as outlets,
    coalesce(t.owners, 0) as owners,
    coalesce(r.provinces, 0) as provinces,
    t.first_at,
    t.last_at,
    coalesce(t.favor, 0) as favor,
    coalesce(t.neutral, 0) as neutral,
    coalesce(t.against, 0) as against,
    coalesce(t.unsure, 0) as unsure,
    coalesce(s.message_sentences, 0) as message_sentences,
    coalesce(s.message_articles, 0) as message_articles,
    l.labour_articles,
    if(l.labour_articles > 0, coalesce(t.articles_in_window, 0) / l.labour_articles, null) as share,
    if(b.first_news <= y.first_date, coalesce(before.articles_in_window, 0), null) as last_year_articles,
    w.target_articles,
    w.target_outlets,
    w.target_share,
    w.messages,
    w.counters
from core.campaign_windows as w
cross join bounds as b
left join told as t on t.campaign_id = w.campaign_id and t.edition = w.edition
left join said as s on s.campaign_id = w.campaign_id and s.edition = w.edition
left join place as r on r.campaign_id = w.campaign_id and r.edition = w.edition
left join labour as l on l.campaign_id = w.campaign_id and l.edition = w.edition
left join latest as p on p.campaign_id = w.campaign_id and p.edition = w.edition
left join core.campaign_windows as y on y.campaign_id = w.campaign_id and y.edition = w.edition - 1
left join told as before on before.campaign_id = w.campaign_id and before.edition = w.edition - 1
where
    w.is_planned
    or t.campaign_id is not null
    or (w.first_date <= b.last_news and coalesce(w.last_date, b.last_news) >= b.first_news);
