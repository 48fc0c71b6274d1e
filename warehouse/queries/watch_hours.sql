-- grain: one hour in which an outlet's doors gave a good answer, and the articles that were new then; hours since 1970Z.
-- A page that was asked for and not read is news all the same: the doors showed it
with asked as (
    select o.source_id, cast(floor(epoch(o.fetched_at) / 3600) as bigint) as hour
    from raw.outcomes as o
    left join core.items as i on i.run_id = o.run_id and i.seq = o.seq and i.position = -1
    where o.kind in ('feed', 'list', 'sitemap')
        and o.reason is null
        and i.rejected is null
        and is_watched(o.source_id, o.fetched_at, $since, $earliest, $until, $reaching)
    group by all
),
shown as (
    select source_id, first_seen_at as at_moment
    from core.articles
    where is_watched(source_id, first_seen_at, $since, $earliest, $until, $reaching)
    union all
    select o.source_id, o.fetched_at
    from raw.outcomes as o
    left join core.items as i on i.run_id = o.run_id and i.seq = o.seq and i.position = 0
    where o.kind = 'page'
        and (o.outcome = 'failed' or i.rejected is not null)
        and is_watched(o.source_id, o.fetched_at, $since, $earliest, $until, $reaching)
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
