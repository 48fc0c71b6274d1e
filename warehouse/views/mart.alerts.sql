-- grain: one alert of one desk about one story for one cause; story_id is that of today
-- key: alert_id
create or replace view mart.alerts as
with posted as (
    select
        digest_id,
        count(*) as recipients,
        count(*) filter (where status in ('sent', 'written')) as served,
        min(sent_at) as first_sent_at
    from core.deliveries
    group by digest_id
)
select
    a.alert_id,
    a.desk as scope,
    digest_day(a.raised_at) as digest_date,
    a.cause,
    coalesce(g.story_id, a.story_id) as story_id,
    a.article_id,
    a.title,
    a.outlet,
    a.url,
    a.news_at,
    a.sentence,
    a.outlets,
    a.owners,
    a.hot,
    a.route,
    a.raised_at,
    a.due_at,
    a.dropped_at,
    a.dropped_why,
    coalesce(p.recipients, 0) as recipients,
    coalesce(p.served, 0) as served,
    p.first_sent_at
from core.alerts as a
left join core.articles as t on t.article_id = a.article_id
left join core.grouping as g on g.text_id = t.text_id
left join posted as p on p.digest_id = a.alert_id;
