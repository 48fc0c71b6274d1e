-- grain: one feed, sitemap or list URL that was ever asked: its last asking, failures in a row, how fast entries come.
-- An asking that was cancelled never reached the feed; a landed answer that can't be read is a failure, a 304 is none
-- What lies more than 30 days behind the newest answer tells nothing of today and is not read; nor is what lies ahead of
-- $at: it was written while the clock was wrong
with since as (
    select max(fetched_at) - interval 30 days as month
    from raw.outcomes
    where fetched_at <= $at
),
asked as (
    select
        o.url,
        o.source_id,
        o.run_id,
        o.seq,
        o.fetched_at,
        o.outcome,
        o.wait_s,
        coalesce(o.reason, i.rejected) as reason
    from raw.outcomes as o
    left join core.items as i
        on i.run_id = o.run_id and i.seq = o.seq and i.position = -1 and i.fetched_at >= (select month from since)
    where o.fetched_at >= (select month from since)
        and o.fetched_at <= $at
        and o.kind in ('feed', 'sitemap', 'list')
        and o.reason is distinct from 'cancelled'
),
latest as (
    select *
    from asked
    qualify row_number() over (partition by url order by fetched_at desc, run_id desc, seq desc) = 1
),
answered as (
    select url, max((fetched_at, run_id, seq)) as last_good
    from asked
    where reason is null
    group by url
),
failing as (
    select a.url, count(*) as failures
    from asked as a
    left join answered as g using (url)
    where a.reason is not null and (g.last_good is null or (a.fetched_at, a.run_id, a.seq) > g.last_good)
    group by a.url
),
-- the entries of the last answer that could be read: at most a feed's length of rows each
shown as (
    select
        a.url,
        v.published_at,
        date_diff(
            'second', lag(v.published_at) over (partition by a.url order by v.published_at), v.published_at
        ) as gap_s
    from (
        select *
        from asked
        where reason is null and outcome = 'landed'
        qualify row_number() over (partition by url order by fetched_at desc, run_id desc, seq desc) = 1
    ) as a
    join core.items as i
        on i.run_id = a.run_id and i.seq = a.seq and i.kind = 'entry' and i.fetched_at >= (select month from since)
    join core.article_versions as v on v.version_id = i.version_id
    where v.published_at is not null
),
rhythm as (
    select url, median(gap_s) filter (where gap_s > 0) as median_gap_s, max(published_at) as newest_at
    from shown
    group by url
),
-- a version's run and seq are those of its earliest sighting: what this feed was the first to show
news as (
    select
        a.url,
        count(distinct v.article_id) / greatest(date_diff('second', min(a.fetched_at), any_value(l.fetched_at)) / 86400.0, 1)
            as new_per_day
    from asked as a
    join latest as l using (url)
    join core.article_versions as v
        on v.run_id = a.run_id and v.seq = a.seq and v.origin = 'feed' and v.fetched_at >= (select month from since)
    where a.fetched_at > l.fetched_at - interval 7 days
    group by a.url
)
select
    l.url,
    l.source_id,
    l.fetched_at as asked_at,
    l.outcome,
    l.reason,
    coalesce(f.failures, 0) as failures,
    l.wait_s as asked_wait_s,
    r.median_gap_s,
    r.newest_at,
    n.new_per_day
from latest as l
left join failing as f using (url)
left join rhythm as r using (url)
left join news as n using (url)
order by l.url
