-- grain: one row per outlet and calendar day of Việt Nam on which something of the outlet was read.
select o.source_id, local_date(o.fetched_at) as day
from raw.outcomes as o
where o.outcome <> 'failed' and local_date(o.fetched_at) between $first_date and $last_date
union
select a.source_id, local_date(coalesce(a.published_at, a.first_seen_at)) as day
from core.articles as a
where local_date(coalesce(a.published_at, a.first_seen_at)) between $first_date and $last_date
union
select source_id, published_date as day
from mart.posts
where published_date between $first_date and $last_date
order by all
