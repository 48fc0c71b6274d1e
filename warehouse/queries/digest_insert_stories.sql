-- grain: one domestic story of a digest, with what was told of it before the window's end.
insert into core.digest_stories (
    digest_id, story_id, state, articles, outlets, owners, voices, hot_at, growth
)
with named as (
    select distinct m.digest_id, m.story_id from digest_members as m where not m.is_foreign
),
members as (
    select story_id, text_id, duplicate_of from core.grouping where story_id in (select story_id from named)
),
-- as mart.story_articles, of these stories alone
printed as (
    select
        g.story_id,
        b.source_id,
        coalesce(o.owner, b.source_id) as owner,
        coalesce(b.published_at, b.first_seen_at) as news_at,
        g.duplicate_of is not null
        or row_number() over (
            partition by b.text_id order by coalesce(b.published_at, b.first_seen_at), b.article_id
        ) > 1 as is_copy
    from members as g
    join (select * from core.best_versions where text_id in (select text_id from members)) as b on b.text_id = g.text_id
    left join core.outlets as o on o.source_id = b.source_id
),
told as (
    select
        story_id,
        min(news_at) as first_at,
        max(news_at) as last_at,
        count(*) as articles,
        count(distinct source_id) as outlets,
        count(distinct owner) as owners,
        count(distinct owner) filter (where not is_copy) as voices
    from printed
    where news_at < $last_at
    group by story_id
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
