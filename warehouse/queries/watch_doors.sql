-- grain: one kind of door (feed, list, sitemap) of one outlet in one run that asked one: how these doors stand after the
-- run, each as it last answered, and what the run brought.
with answers as (
    select *
    from core.watched_doors
    where is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
),
usual as (
    select
        *,
        median(links) filter (where outcome = 'landed' and reason is null and links > 0) over (
            partition by source_id, url
            order by fetched_at
            rows between 30 preceding and 1 preceding
        ) as usual_links
    from answers
),
judged as (
    select
        *,
        case
            when reason in ('blocked', 'challenge_page', 'robots_disallowed') then 'blocked'
            when reason in ('not_a_feed', 'feed_broken', 'not_html', 'too_large') then 'feed_broken'
            when reason in ('feed_empty', 'empty_body') then 'feed_empty'
            when reason is not null then 'unreachable'
            when outcome = 'not_modified' then null
            when kind = 'feed' and coalesce(links, 0) = 0 then 'feed_empty'
            when usual_links >= 5 and coalesce(links, 0) <= 0.3 * usual_links then 'links_fell'
            when kind = 'list' and usual_links >= 2 and coalesce(links, 0) = 0 then 'links_fell'
        end as trouble
    from usual
),
-- a 304 says that a door stands as it stood
standing as (
    select
        *,
        if(
            outcome = 'not_modified',
            coalesce(
                last_value(if(outcome = 'landed' or reason is not null, coalesce(trouble, 'fine'), null) ignore nulls)
                over (partition by source_id, url order by fetched_at rows unbounded preceding),
                'fine'
            ),
            coalesce(trouble, 'fine')
        ) as state
    from judged
),
changes as (
    select
        *,
        lag(state) over (partition by source_id, url order by fetched_at) as before
    from standing
),
runs as (
    select
        source_id,
        run_id,
        kind,
        max(fetched_at) as asked_at,
        count(*) as asked,
        count(*) filter (where reason is null) as answered,
        count(*) filter (where reason is null and outcome = 'landed') as landed,
        arg_max(reason, fetched_at) filter (where reason is not null) as reason,
        count(*) filter (where before is null) as known,
        sum((state = 'unreachable')::int - coalesce(before = 'unreachable', false)::int) as unreachable,
        sum((state = 'blocked')::int - coalesce(before = 'blocked', false)::int) as blocked,
        sum((state = 'feed_broken')::int - coalesce(before = 'feed_broken', false)::int) as feed_broken,
        sum((state = 'feed_empty')::int - coalesce(before = 'feed_empty', false)::int) as feed_empty,
        sum((state = 'links_fell')::int - coalesce(before = 'links_fell', false)::int) as links_fell
    from changes
    group by all
),
-- a page that was asked for and not read is news all the same: the doors showed it
news as (
    select source_id, run_id, sum(n) as articles
    from (
        select v.source_id, v.run_id, count(distinct v.article_id) as n
        from core.article_versions as v
        join core.best_versions as b on b.article_id = v.article_id and b.first_seen_at = v.fetched_at
        where is_watched(v.source_id, v.fetched_at, $since, $earliest, $until, $reaching)
        group by all
        union all
        select source_id, run_id, count(*) as n
        from raw.outcomes
        where kind = 'page'
            and outcome = 'failed'
            and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
        group by all
        union all
        select source_id, run_id, count(*) as n
        from core.items
        where kind = 'page'
            and rejected is not null
            and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
        group by all
    )
    group by all
)
select
    r.source_id,
    r.run_id,
    r.kind,
    r.asked_at,
    r.asked::bigint as asked,
    r.answered::bigint as answered,
    r.landed::bigint as landed,
    r.reason,
    coalesce(n.articles, 0)::bigint as new_articles,
    columns(c -> c in ('known', 'unreachable', 'blocked', 'feed_broken', 'feed_empty', 'links_fell'))
from (
    select
        * exclude (known, unreachable, blocked, feed_broken, feed_empty, links_fell),
        sum(known) over (partition by source_id, kind order by asked_at, run_id)::bigint as known,
        sum(unreachable) over (partition by source_id, kind order by asked_at, run_id)::bigint as unreachable,
        sum(blocked) over (partition by source_id, kind order by asked_at, run_id)::bigint as blocked,
        sum(feed_broken) over (partition by source_id, kind order by asked_at, run_id)::bigint as feed_broken,
        sum(feed_empty) over (partition by source_id, kind order by asked_at, run_id)::bigint as feed_empty,
        sum(links_fell) over (partition by source_id, kind order by asked_at, run_id)::bigint as links_fell
    from runs
) as r
left join news as n using (source_id, run_id)
order by r.source_id, max(r.asked_at) over (partition by r.source_id, r.run_id), r.run_id, r.kind
