-- grain: one article in its best version: a page beats a feed entry, then the latest first sighting
create or replace view core.articles as
with ranked as (
    select
        version_id,
        article_id,
        row_number() over (
            partition by article_id
            order by (origin = 'page') desc, fetched_at desc, run_id desc, seq desc, position desc
        ) as rank
    from core.article_versions
),
whole as (
    select
        article_id,
        min(fetched_at) as first_seen_at,
        count(*) as n_versions,
        bool_and(origin = 'feed') as feed_only,
        arg_max(
            {'published_at': published_at, 'raw_published': raw_published, 'date_source': date_source},
            (origin = 'page', fetched_at, run_id, seq, position)
        ) filter (where published_at is not null) as dated
    from core.article_versions
    group by article_id
)
select
    v.article_id,
    v.version_id,
    v.text_id,
    v.source_id,
    v.url,
    v.title,
    v.sapo,
    v.body,
    v.author,
    v.section,
    v.tags,
    coalesce(v.published_at, w.dated.published_at) as published_at,
    if(v.published_at is null, w.dated.raw_published, v.raw_published) as raw_published,
    if(v.published_at is null, w.dated.date_source, v.date_source) as date_source,
    v.origin,
    w.feed_only,
    v.method,
    v.layout,
    w.n_versions,
    w.first_seen_at,
    v.fetched_at,
    v.run_id,
    v.seq,
    v.position,
    v.disagreements
from core.article_versions as v
join ranked as r on r.version_id = v.version_id and r.rank = 1
join whole as w on w.article_id = v.article_id;
