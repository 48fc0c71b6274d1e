-- grain: one wording of main.others fetched in a stretch of time, with its texts and its capture
insert into copy.store.other_versions
select {columns}
from main.others as s
join core.full_versions as v on v.version_id = s.version_id and v.fetched_at = s.fetched_at
left join core.outlets as u on u.source_id = v.source_id
left join (
    from mart.captures
    where ($first_at is null or fetched_at >= $first_at) and ($before_at is null or fetched_at < $before_at)
) as c on c.run_id = v.run_id and c.seq = v.seq
where ($first_at is null or s.fetched_at >= $first_at) and ($before_at is null or s.fetched_at < $before_at)
