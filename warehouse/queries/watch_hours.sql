-- grain: one hour in which an outlet's doors gave a good answer, and the articles that were new then; hours since 1970Z.
-- A page that was asked for and not read is news all the same: the doors showed it
with asked as (
    select source_id, cast(floor(epoch(fetched_at) / 3600) as bigint) as hour
    from core.watched_doors
    where reason is null and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
    group by all
),
shown as (
    select source_id, at_moment
    from (
        select distinct v.source_id, v.article_id, v.fetched_at as at_moment
        from core.article_versions as v
        join core.best_versions as b on b.article_id = v.article_id and b.first_seen_at = v.fetched_at
        where is_watched(v.source_id, v.fetched_at, $since, $earliest, $until, $reaching)
            and b.first_seen_at >= $earliest
    )
    union all
    select source_id, fetched_at
    from raw.outcomes
    where kind = 'page'
        and outcome = 'failed'
        and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
    union all
    select source_id, fetched_at
    from core.items
    where kind = 'page'
        and rejected is not null
        and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
),
came as (
    select source_id, cast(floor(epoch(at_moment) / 3600) as bigint) as hour, count(*) as articles
    from shown
    group by all
)
select
    a.source_id,
    coalesce(u.kind, '') as kind,
    a.hour,
    coalesce(c.articles, 0)::bigint as articles
from asked as a
left join came as c using (source_id, hour)
left join core.outlets as u using (source_id)
order by a.source_id, a.hour
