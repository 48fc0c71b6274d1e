-- grain: one wording that is not the best of its article, or is dated by another one: mart.articles does not tell these
create table main.others as
select
    v.version_id,
    v.fetched_at,
    v.origin,
    s.relevance is distinct from 0 or s.digest_date > l.last_date - 92 as has_body,
    hash(v.version_id, r.print, u.name, has_body) as print
from core.article_versions as v
join copy.store.articles as s on s.article_id = v.article_id
join main.runs as r on r.run_id = v.run_id
cross join main.last_day as l
left join core.outlets as u on u.source_id = v.source_id
where (s.n_versions > 1 and v.version_id <> s.version_id) or s.dated_by <> s.version_id
