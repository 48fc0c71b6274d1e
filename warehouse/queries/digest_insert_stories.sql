-- grain: one domestic story of the digest, with what was told of it before the window's end.
insert into core.digest_stories (
    digest_id, story_id, state, articles, outlets, owners, voices, hot_at, growth
)
with named as (
    select distinct story_id from core.digest_items where digest_id = $digest_id and section <> 'nuoc_ngoai'
),
told as (
    select
        n.story_id,
        min(s.news_at) as first_at,
        max(s.news_at) as last_at,
        count(*) as articles,
        count(distinct s.source_id) as outlets,
        count(distinct s.owner) as owners,
        count(distinct s.owner) filter (where not s.is_copy) as voices
    from named as n
    join mart.story_articles as s on s.story_id = n.story_id and s.news_at < $last_at
    group by n.story_id
),
hot as (
    select
        story_id,
        min(news_at) as hot_at,
        round(arg_min(further / expected, (p, news_at)), 1) as growth
    from core.story_heat
    where is_hot and news_at >= $first_at and news_at < $last_at
    group by story_id
)
select
    $digest_id,
    t.story_id,
    story_state(t.first_at, t.last_at, $last_at),
    t.articles,
    t.outlets,
    t.owners,
    t.voices,
    h.hot_at,
    h.growth
from told as t
left join hot as h on h.story_id = t.story_id
