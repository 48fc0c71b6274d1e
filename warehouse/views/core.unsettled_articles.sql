-- grain: one article of ops.touched_articles and its best version: a page beats a feed entry, then the latest first
-- sighting; its time of publication is that of the best version that knows one. No texts, so that it is cheap to
-- sort; where the variable `touched_from` is set, none of these wordings was fetched before
create or replace view core.unsettled_articles as
with found as (
    select
        article_id,
        version_id,
        text_id,
        source_id,
        fetched_at,
        first_value(
            if(
                published_at is null,
                null,
                {
                    'published_at': published_at,
                    'raw_published': raw_published,
                    'date_source': date_source,
                    'version_id': version_id
                }
            )
            ignore nulls
        ) over (best rows between unbounded preceding and unbounded following) as dated,
        raw_published,
        min(fetched_at) over whole as first_seen_at,
        count(*) over whole as n_versions,
        bool_and(origin = 'feed') over whole as feed_only
    from core.article_versions
    where article_id in (select article_id from ops.touched_articles)
        and fetched_at >= coalesce(getvariable('touched_from'), timestamptz '-infinity')
    window
        whole as (partition by article_id),
        best as (
            partition by article_id
            order by (origin = 'page') desc, fetched_at desc, run_id desc, seq desc, position desc
        )
    qualify row_number() over best = 1
)
select
    * exclude (dated, raw_published),
    dated.published_at as published_at,
    if(dated is null, raw_published, dated.raw_published) as raw_published,
    dated.date_source as date_source,
    dated.version_id as dated_by
from found;
