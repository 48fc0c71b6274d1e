-- grain: one outlet; its doors are its feeds, lists and sitemaps, or its pages when it has been asked for nothing else.
-- A door answers when it landed and could be read; a 304 is an answer but brings nothing new
-- key: source_id
create or replace view mart.source_health as
with requests as (
    select
        o.source_id,
        o.run_id,
        o.fetched_at,
        o.kind = 'page' as is_page,
        o.outcome,
        coalesce(o.reason, i.rejected) as reason
    from raw.outcomes as o
    left join core.items as i
        on i.run_id = o.run_id and i.seq = o.seq and i.position = if(o.kind = 'feed', -1, 0)
    where o.kind <> 'robots'
),
doors as (
    select *
    from requests
    qualify is_page = min(is_page) over (partition by source_id)
),
asked as (
    select
        source_id,
        max(fetched_at) as last_asked_at,
        max(fetched_at) filter (where reason is null) as last_success_at,
        max(fetched_at) filter (where reason is null and outcome = 'landed') as last_landed_at,
        max(fetched_at) filter (where reason is not null) as last_failure_at,
        arg_max(reason, (fetched_at, run_id)) filter (where reason is not null) as last_failure_reason
    from doors
    group by source_id
),
runs as (
    select source_id, run_id, max(fetched_at) as last_at, bool_and(reason is not null) as failed
    from doors
    group by all
),
failing as (
    select r.source_id, count(*) as consecutive_failures
    from runs as r
    left join (select source_id, max((last_at, run_id)) as last_at from runs where not failed group by all) as fine
        using (source_id)
    where fine.last_at is null or (r.last_at, r.run_id) > fine.last_at
    group by r.source_id
),
news as (
    select source_id, max(first_seen_at) as last_new_item_at, max(published_at) as last_published_at
    from core.best_versions
    group by source_id
),
troubles as (
    select
        source_id,
        list(cause order by opened_at) as causes,
        min(since_at) as trouble_since_at
    from core.incidents
    where closed_at is null
    group by source_id
),
days as (
    select digest_day(first_seen_at) as digest_date, source_id, count(*) as articles
    from core.best_versions
    where first_seen_at > (select max(fetched_at) - interval 15 days from raw.outcomes)
    group by all
),
fortnight as (
    select d.source_id, list(coalesce(n.articles, 0)::bigint order by d.digest_date) as articles_14_days
    from (
        select o.source_id, l.last_date - back.n::integer as digest_date
        from core.outlets as o
        cross join (select digest_day(max(fetched_at)) as last_date from raw.outcomes) as l
        cross join range(14) as back (n)
    ) as d
    left join days as n on n.source_id = d.source_id and n.digest_date = d.digest_date
    where d.digest_date is not null
    group by d.source_id
)
select
    source_id,
    coalesce(o.name, source_id) as outlet,
    o.kind as outlet_kind,
    a.last_asked_at,
    a.last_success_at,
    a.last_landed_at,
    a.last_failure_at,
    a.last_failure_reason,
    coalesce(f.consecutive_failures, 0) as consecutive_failures,
    n.last_new_item_at,
    n.last_published_at,
    coalesce(t.causes, []) as causes,
    t.trouble_since_at,
    coalesce(d.articles_14_days, []) as articles_14_days
from core.outlets as o
full join asked as a using (source_id)
left join failing as f using (source_id)
left join news as n using (source_id)
left join troubles as t using (source_id)
left join fortnight as d using (source_id);
