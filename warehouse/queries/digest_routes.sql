-- grain: one cause why a story of the window (or the one before) concerns a desk, and its articles that say so.
with placed as (
    select story_id, bool_or(len(provinces) > 0) as has_place from digest_candidates group by story_id
),
named as (
    select c.story_id, c.article_id, split_part(m.entity_id, '@', -1) as body, m.province, any_value(m.name) as name
    from digest_candidates as c
    join core.mentions as m on m.text_id = c.text_id and m.kind in ('union', 'union_press', 'union_unit', 'office')
    group by all
),
place as (
    select story_id, article_id, unnest(provinces) as province from digest_candidates
),
desk_place as (
    select digest_id, unnest(provinces) as province from digest_desks
),
desk_body as (
    select digest_id, unnest(bodies) as body from digest_desks
),
desk_word as (
    select digest_id, unnest(words) as word from digest_desks
),
cause as (
    select d.digest_id, c.story_id, c.article_id, 'all' as cause, '' as what
    from digest_desks as d
    cross join digest_candidates as c
    where d.hears_all
    union all
    select d.digest_id, p.story_id, p.article_id, 'place', p.province
    from desk_place as d
    join place as p on p.province = d.province
    union all
    select d.digest_id, n.story_id, n.article_id, 'body', n.name
    from desk_place as d
    join named as n on n.province = d.province
    union all
    select d.digest_id, n.story_id, n.article_id, 'body', n.name
    from desk_body as d
    join named as n on n.body = d.body or starts_with(n.body, d.body || ':')
    union all
    select d.digest_id, c.story_id, c.article_id, 'sector', c.sector
    from digest_desks as d
    join digest_candidates as c on list_contains(d.sectors, c.sector)
    union all
    select d.digest_id, c.story_id, c.article_id, 'topic', c.topic
    from digest_desks as d
    join digest_candidates as c on list_contains(d.topics, c.topic)
    union all
    -- what a rung of the union does for the whole country
    select d.digest_id, c.story_id, c.article_id, 'level', c.level
    from digest_desks as d
    join digest_candidates as c on c.relevance = 2 and list_contains(d.levels, c.level)
    join placed as p on p.story_id = c.story_id and not p.has_place
    union all
    select d.digest_id, c.story_id, c.article_id, 'word', d.word
    from desk_word as d
    join digest_candidates as c on contains(c.words, fold_words(d.word))
)
select digest_id, story_id, cause, what, count(distinct article_id)::integer as articles
from cause
group by all
order by all
