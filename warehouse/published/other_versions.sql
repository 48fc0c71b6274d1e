-- grain: one wording of main.missing_others in a stretch of time, with its texts and its capture
insert into copy.store.other_versions
with wanted as (
    select version_id from main.missing_others where has_body and origin <> 'feed' and stretch = $stretch
)
select {columns}, s.print
from core.article_versions as v
join (from main.missing_others where stretch = $stretch) as s on s.version_id = v.version_id and s.fetched_at = v.fetched_at
left join ({bodies}) as b on b.version_id = s.version_id
left join core.outlets as u on u.source_id = v.source_id
left join (from mart.captures where fetched_at between $first_at and $last_at) as c on c.run_id = v.run_id and c.seq = v.seq
where v.fetched_at between $first_at and $last_at
