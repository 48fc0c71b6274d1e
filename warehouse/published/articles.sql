-- grain: one article of mart.articles fetched in a stretch of time, added to the copy in the order of loading. The bodies of articles that
-- are not relevant stay in the warehouse: analysts of work and the union need them seldom, and they are most of the bytes
insert into copy.mart.articles
select {columns}
from main.slim as s
join core.full_versions as v on v.version_id = s.version_id and v.fetched_at = s.fetched_at
left join (
    from mart.captures
    where fetched_at >= $first_at and ($before_at is null or fetched_at < $before_at)
) as c on c.run_id = s.run_id and c.seq = s.seq
where s.fetched_at >= $first_at and ($before_at is null or s.fetched_at < $before_at)
