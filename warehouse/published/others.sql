-- grain: one wording that is not the best of its article, or is dated by another one: mart.articles does not tell these
create table main.others as
select
    v.version_id,
    v.fetched_at,
    s.relevance is distinct from 0 or s.digest_date > l.last_date - 92 as has_body
from core.article_versions as v
join main.slim as s on s.article_id = v.article_id
cross join (select max(digest_date) as last_date from main.slim) as l
where v.version_id <> s.version_id or s.dated_by <> s.version_id
