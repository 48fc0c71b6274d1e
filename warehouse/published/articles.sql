-- grain: one article of mart.articles fetched in a stretch of time, added to the copy in the order of loading. Bodies of
-- articles that are not relevant are kept for three months, to see what was taken for irrelevant: they are most of the bytes
insert into copy.mart.articles
select {columns}
from main.slim as s
join core.full_versions as v on v.version_id = s.version_id and v.fetched_at = s.fetched_at
cross join (select max(digest_date) as last_date from main.slim) as l
left join (
    from mart.captures
    where ($first_at is null or fetched_at >= $first_at) and ($before_at is null or fetched_at < $before_at)
) as c on c.run_id = s.run_id and c.seq = s.seq
where ($first_at is null or s.fetched_at >= $first_at) and ($before_at is null or s.fetched_at < $before_at)
