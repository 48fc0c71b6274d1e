-- grain: one asking of a feed, list or sitemap in $runs.
insert into core.watched_doors by name
select
    o.run_id,
    o.seq,
    o.source_id,
    o.url,
    o.kind,
    o.fetched_at,
    o.outcome,
    coalesce(o.reason, i.rejected) as reason,
    case
        when o.kind = 'feed' then n.entries
        when o.kind = 'list' then l.links
    end as links
from raw.outcomes as o
left join (from core.items where kind = 'feed' and fetched_at between $from_at and $to_at) as i
    on i.run_id = o.run_id and i.seq = o.seq
left join core.door_links as l on l.run_id = o.run_id and l.seq = o.seq
left join (
    select run_id, seq, count(*) as entries
    from core.items
    where kind = 'entry' and fetched_at between $from_at and $to_at and run_id in (select unnest($runs::varchar[]))
    group by all
) as n on n.run_id = o.run_id and n.seq = o.seq
where o.kind in ('feed', 'list', 'sitemap')
    and o.reason is distinct from 'cancelled'
    and o.fetched_at between $from_at and $to_at
    and o.run_id in (select unnest($runs::varchar[]))
