-- grain: one wording of main.missing_others in a stretch of time, with its texts and its capture
insert into copy.store.other_versions
with wanted as (
    select version_id from main.missing_others where has_body and stretch = $stretch
)
select {columns}, s.print
from main.missing_others as s
join core.article_versions as v on v.version_id = s.version_id and v.fetched_at = s.fetched_at
left join ({bodies}) as b on b.version_id = s.version_id
left join core.outlets as u on u.source_id = v.source_id
left join (from mart.captures where fetched_at between $first_at and $last_at) as c on c.run_id = v.run_id and c.seq = v.seq
where s.stretch = $stretch
and s.fetched_at between $first_at and $last_at
and v.fetched_at between $first_at and $last_at
