-- grain: one story, told by one or more articles; its title is that of its first original
create or replace view mart.stories as
with told as (
    select
        g.story_id,
        g.duplicate_of,
        a.article_id,
        a.title,
        a.text_id,
        a.source_id,
        coalesce(o.owner, a.source_id) as owner,
        coalesce(a.published_at, a.first_seen_at) as news_at
    from core.grouping as g
    join core.articles as a on a.text_id = g.text_id
    left join core.outlets as o on o.source_id = a.source_id
)
select
    story_id,
    arg_min(title, (duplicate_of is not null, news_at, article_id)) as title,
    arg_min(article_id, (duplicate_of is not null, news_at, article_id)) as first_article_id,
    min(news_at) as first_at,
    max(news_at) as last_at,
    digest_day(min(news_at)) as first_digest_date,
    count(*) as articles,
    count(distinct text_id) filter (where duplicate_of is null) as originals,
    count(distinct source_id) as outlets,
    count(distinct owner) as owners
from told
group by story_id;
