-- grain: one hour of the week in Việt Nam, from Monday 00:00: how busy the press is then against its mean hour, and the
-- sum of the hours before; hours of the week that were seen seldom lean on the same hour of other days (four weeks'
-- weight). The last year of the press counts
create or replace view core.press_rhythm as
with newest as (
    select max(published_at) as published_at from core.best_versions
),
published as (
    select floor(week_hour(b.published_at))::bigint as at_hour
    from core.best_versions as b
    join newest as n on b.published_at > n.published_at - interval 52 weeks
),
span as (
    select greatest(1.0, (max(at_hour) - min(at_hour) + 1) / 24.0) as days from published
),
counted as (
    select at_hour % 168 as hour, count(*) as articles from published group by all
),
usual as (
    select
        h.hour,
        coalesce(c.articles, 0) as articles,
        sum(coalesce(c.articles, 0)) over (partition by h.hour % 24) as of_the_day
    from (select unnest(range(168)) as hour) as h
    left join counted as c on c.hour = h.hour
),
leaning as (
    select u.hour, (u.articles + 4 * u.of_the_day / s.days) / (s.days / 7 + 4) as articles
    from usual as u
    cross join span as s
),
weighed as (
    -- a twentieth of the mean at least: one article in the dead of night proves nothing
    select hour, greatest(0.05, coalesce(articles / nullif(avg(articles) over (), 0), 1.0)) as weight
    from leaning
)
select
    hour,
    weight,
    sum(weight) over (order by hour) - weight as before,
    sum(weight) over () as week
from weighed;
