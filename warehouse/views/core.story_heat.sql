-- grain: one article told in its owner's own words, and how its story stood at that moment: the owners that told it
-- within the six hours before, how many were to be expected, and how likely so many would be by chance; where
-- the variable `heat_from` is set, only of stories that had an article since.
-- Poisson against the hour-of-week base: the pace of the story so far (a usual story's first: one further voice in 24
-- mean hours, gamma prior) times the press's rhythm over the window
create or replace view core.story_heat as
with live as (
    select distinct g.story_id
    from core.grouping as g
    join (
        -- in two parts, so that only their stretch of time is read
        from core.best_versions where published_at >= coalesce(getvariable('heat_from'), timestamptz '-infinity')
        union all
        from core.best_versions
        where published_at is null and first_seen_at >= coalesce(getvariable('heat_from'), timestamptz '-infinity')
    ) as b on b.text_id = g.text_id
),
printed as (
    select
        g.story_id,
        b.article_id,
        coalesce(o.owner, b.source_id) as owner,
        coalesce(b.published_at, b.first_seen_at) as news_at,
        g.duplicate_of is not null
        or row_number() over (
            partition by b.text_id order by coalesce(b.published_at, b.first_seen_at), b.article_id
        ) > 1 as is_copy
    from live as l
    join core.grouping as g on g.story_id = l.story_id
    join core.best_versions as b on b.text_id = g.text_id
    left join core.outlets as o on o.source_id = b.source_id
),
told as (
    select
        a.story_id,
        a.article_id,
        a.owner,
        a.news_at,
        floor(week_hour(a.news_at) / 168) * r.week + r.before + r.weight * (week_hour(a.news_at) % 1) as busy,
        floor(week_hour(a.news_at - interval 6 hours) / 168) * s.week
        + s.before + s.weight * (week_hour(a.news_at - interval 6 hours) % 1) as busy_before
    from printed as a
    join core.press_rhythm as r on r.hour = floor(week_hour(a.news_at))::bigint % 168
    join core.press_rhythm as s on s.hour = floor(week_hour(a.news_at - interval 6 hours))::bigint % 168
    where not a.is_copy
),
begun as (
    select story_id, min(news_at) as first_at, min(busy) as first_busy from told group by story_id
),
moment as (
    select
        a.story_id,
        a.article_id,
        a.news_at,
        b.first_at,
        greatest(0, a.busy_before - b.first_busy) as busy_before,
        a.busy - greatest(a.busy_before, b.first_busy) as busy_window,
        count(distinct t.owner) filter (where t.news_at > a.news_at - interval 6 hours) as voices,
        greatest(0, count(*) filter (where t.news_at <= a.news_at - interval 6 hours) - 1) as told_before
    from told as a
    join begun as b on b.story_id = a.story_id
    join told as t on t.story_id = a.story_id and t.news_at <= a.news_at
    group by all
),
weighed as (
    select
        *,
        voices - (first_at > news_at - interval 6 hours)::integer as further,
        greatest(0.01, (1 + told_before) / (24 + busy_before) * busy_window) as expected
    from moment
)
select
    story_id,
    article_id,
    news_at,
    voices,
    further,
    expected,
    poisson_tail(further, expected) as p,
    -- four owners at least, and less than once in a thousand such moments by chance (see nlp/README.md)
    voices >= 4 and poisson_tail(further, expected) < 0.001 as is_hot
from weighed;
