-- grain: one article that repeats the words of an earlier one, beneath its original
-- key: article_id
create or replace view mart.syndication as
-- the few texts that are there twice, before anything is read of them
with repeated as (
    select coalesce(g.duplicate_of, a.text_id) as original_text_id
    from core.articles as a
    left join core.grouping as g on g.text_id = a.text_id
    group by all
    having count(*) > 1
),
texts as (
    select
        a.article_id,
        a.text_id,
        a.source_id,
        coalesce(o.name, a.source_id) as outlet,
        coalesce(o.owner, a.source_id) as owner,
        a.title,
        a.url,
        coalesce(a.published_at, a.first_seen_at) as news_at,
        coalesce(g.duplicate_of, a.text_id) as original_text_id,
        g.story_id,
        g.duplicate_of,
        g.containment,
        l.own,
        l.cut,
        l.sentences_cut,
        l.sentences_added,
        l.sentences_edited,
        l.credit
    from core.articles as a
    left join core.outlets as o on o.source_id = a.source_id
    left join core.grouping as g on g.text_id = a.text_id
    join repeated as r on r.original_text_id = coalesce(g.duplicate_of, a.text_id)
    left join core.lineage as l on l.text_id = a.text_id
),
originals as (
    select
        original_text_id,
        arg_min(
            {
                'article_id': article_id,
                'source_id': source_id,
                'outlet': outlet,
                'owner': owner,
                'title': title,
                'url': url,
                'news_at': news_at
            },
            (duplicate_of is not null, news_at, article_id)
        ) as first
    from texts
    group by original_text_id
)
select
    t.article_id,
    t.source_id,
    t.outlet,
    t.title,
    t.url,
    t.news_at,
    t.text_id,
    o.first.article_id as original_article_id,
    o.first.source_id as original_source_id,
    o.first.outlet as original_outlet,
    o.first.title as original_title,
    o.first.url as original_url,
    o.first.news_at as original_news_at,
    t.original_text_id,
    if(t.duplicate_of is null, 1.0, t.containment) as containment,
    t.source_id = o.first.source_id as same_outlet,
    t.owner = o.first.owner as same_owner,
    t.story_id,
    round(epoch(t.news_at - o.first.news_at) / 3600, 2) as hours_after,
    if(t.duplicate_of is null, 0.0, t.own) as own,
    if(t.duplicate_of is null, 0.0, t.cut) as cut,
    if(t.duplicate_of is null, 0, t.sentences_cut) as sentences_cut,
    if(t.duplicate_of is null, 0, t.sentences_added) as sentences_added,
    if(t.duplicate_of is null, 0, t.sentences_edited) as sentences_edited,
    t.credit
from texts as t
join originals as o on o.original_text_id = t.original_text_id
where t.article_id <> o.first.article_id;
