-- grain: one configured outlet in a digest: ok, silent (read, nothing new), failed (could not be read), not_asked.
-- What was asked from the window's beginning to the first run after its end counts: that run feeds this digest too.
-- An outlet is failed when its last good reading lies more than 12 hours before the last asking or the window's end.
insert into core.digest_outlets (
    digest_id, source_id, state, reason, n_items, n_articles, n_relevant, last_item_at
)
with span as (
    select run_id, min(fetched_at) as began_at, max(fetched_at) as ended_at
    from raw.outcomes
    where run_id in (select run_id from raw.outcomes where fetched_at >= $last_at)
    group by run_id
),
closing as (
    select coalesce(arg_min(ended_at, began_at), 'infinity'::timestamptz) as until_at
    from span
    where began_at >= $last_at
),
ask as (
    select
        o.source_id,
        o.fetched_at,
        o.outcome in ('landed', 'not_modified') and i.rejected is null as is_good,
        coalesce(o.reason, i.rejected) as reason
    from raw.outcomes as o
    left join core.items as i on i.run_id = o.run_id and i.seq = o.seq and i.position = -1
    where o.kind in ('feed', 'sitemap', 'list')
        and o.fetched_at >= $first_at
        and o.fetched_at <= (select until_at from closing)
),
asked as (
    select
        source_id,
        max(fetched_at) as asked_at,
        max(fetched_at) filter (where is_good) as good_at,
        arg_max(reason, fetched_at) filter (where not is_good) as reason
    from ask
    group by source_id
),
given as (
    select source_id, count(*) as n_items
    from core.items
    where kind <> 'feed' and fetched_at >= $first_at and fetched_at <= (select until_at from closing)
    group by source_id
),
written as (
    select
        source_id,
        count(*) filter (where coalesce(published_at, first_seen_at) >= $first_at) as n_articles,
        max(coalesce(published_at, first_seen_at)) as last_item_at
    from core.best_versions
    where coalesce(published_at, first_seen_at) < $last_at
    group by source_id
),
relevant as (
    select digest_id, source_id, count(*) as n_relevant from digest_members group by all
),
state as (
    select
        o.source_id,
        case
            when a.source_id is null then if(coalesce(w.n_articles, 0) > 0, 'ok', 'not_asked')
            when a.good_at is null or a.good_at < least(a.asked_at, $last_at) - interval 12 hours then 'failed'
            when coalesce(w.n_articles, 0) > 0 then 'ok'
            else 'silent'
        end as state,
        a.reason,
        coalesce(g.n_items, 0) as n_items,
        coalesce(w.n_articles, 0) as n_articles,
        w.last_item_at
    from core.outlets as o
    left join asked as a on a.source_id = o.source_id
    left join given as g on g.source_id = o.source_id
    left join written as w on w.source_id = o.source_id
)
select
    d.digest_id,
    s.source_id,
    s.state,
    if(s.state = 'failed', s.reason, null),
    s.n_items,
    s.n_articles,
    coalesce(r.n_relevant, 0),
    s.last_item_at
from digest_desks as d
cross join state as s
left join relevant as r on r.digest_id = d.digest_id and r.source_id = s.source_id
