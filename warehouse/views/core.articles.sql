-- grain: one article in its best version: a page beats a feed entry, then the latest first sighting; its time of
-- publication is that of the best version that knows one. Texts are joined last, so that a filter by time reads few
create or replace view core.articles as
with ranked as (
    select
        version_id,
        first_value(
            if(
                published_at is null,
                null,
                {'published_at': published_at, 'raw_published': raw_published, 'date_source': date_source}
            )
            ignore nulls
        ) over (best rows between unbounded preceding and unbounded following) as dated,
        min(fetched_at) over whole as first_seen_at,
        count(*) over whole as n_versions,
        bool_and(origin = 'feed') over whole as feed_only
    from core.article_versions
    window
        whole as (partition by article_id),
        best as (
            partition by article_id
            order by (origin = 'page') desc, fetched_at desc, run_id desc, seq desc, position desc
        )
    qualify row_number() over best = 1
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
    r.dated.published_at as published_at,
    if(r.dated is null, v.raw_published, r.dated.raw_published) as raw_published,
    r.dated.date_source as date_source,
    v.origin,
    r.feed_only,
    v.method,
    v.layout,
    r.n_versions,
    r.first_seen_at,
    v.fetched_at,
    v.run_id,
    v.seq,
    v.position,
    v.disagreements
from ranked as r
join core.full_versions as v on v.version_id = r.version_id;
