-- grain: one article of a story. A copy repeats the words of an earlier text; a voice is the first article by which an
-- owner tells the story in words of its own, so that neither reprints nor an owner's second title corroborate anything
-- key: article_id
create or replace view mart.story_articles as
with told as (
    select
        g.story_id,
        a.article_id,
        a.text_id,
        a.source_id,
        coalesce(o.name, a.source_id) as outlet,
        coalesce(o.owner, a.source_id) as owner,
        a.title,
        a.url,
        coalesce(a.published_at, a.first_seen_at) as news_at,
        a.feed_only,
        g.duplicate_of,
        g.containment,
        l.credit
    from core.grouping as g
    join core.articles as a on a.text_id = g.text_id
    left join core.outlets as o on o.source_id = a.source_id
    left join core.lineage as l on l.text_id = g.text_id
),
printed as (
    select
        *,
        duplicate_of is not null
        or row_number() over (partition by text_id order by news_at, article_id) > 1 as is_copy
    from told
)
select
    story_id,
    article_id,
    text_id,
    source_id,
    outlet,
    owner,
    title,
    url,
    news_at,
    feed_only,
    is_copy,
    duplicate_of as original_text_id,
    containment,
    credit,
    not is_copy and row_number() over (partition by story_id, owner order by is_copy, news_at, article_id) = 1 as is_voice
from printed;
