-- grain: one edition of one campaign on one day, from its first article or first day to the last day of the news (of a
-- campaign that ended: 30 days beyond), with the articles of the last seven days: one weekend must not end a peak
create or replace view core.campaign_rhythm as
with bounds as (
    select min(news_date) as first_news, max(news_date) as last_news from core.labour_days
),
told as (
    select campaign_id, edition, news_date, count(*) as articles, count(distinct source_id) as outlets
    from core.campaign_articles
    where how = 'named'
    group by all
),
span as (
    select
        w.campaign_id,
        w.edition,
        greatest(any_value(b.first_news), least(any_value(w.first_date), min(t.news_date))) as first_day,
        least(
            any_value(b.last_news), greatest(any_value(coalesce(w.last_date, b.last_news)), max(t.news_date)) + 30
        ) as last_day
    from core.campaign_windows as w
    cross join bounds as b
    join told as t on t.campaign_id = w.campaign_id and t.edition = w.edition
    group by w.campaign_id, w.edition
),
days as (
    select campaign_id, edition, unnest(generate_series(first_day, last_day, interval 1 day))::date as news_date
    from span
)
select
    d.campaign_id,
    d.edition,
    d.news_date,
    coalesce(t.articles, 0) as articles,
    coalesce(t.outlets, 0) as outlets,
    sum(coalesce(t.articles, 0)) over (
        partition by d.campaign_id, d.edition order by d.news_date rows between 6 preceding and current row
    )::integer as articles_7d
from days as d
left join told as t on t.campaign_id = d.campaign_id and t.edition = d.edition and t.news_date = d.news_date;
