-- grain: one domestic story of a digest, with what was told of it before the window's end.
insert into core.digest_stories (
    digest_id, story_id, state, articles, outlets, owners, voices, hot_at, growth
)
with named as (
    select distinct m.digest_id, m.story_id from digest_members as m where not m.is_foreign
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
    from (select distinct story_id from named) as n
    join mart.story_articles as s on s.story_id = n.story_id and s.news_at < $last_at
    group by n.story_id
)
select
    n.digest_id,
    t.story_id,
    story_state(t.first_at, t.last_at, $last_at),
    t.articles,
    t.outlets,
    t.owners,
    t.voices,
    h.hot_at,
    h.growth
from named as n
join told as t on t.story_id = n.story_id
left join digest_heat as h on h.story_id = t.story_id
