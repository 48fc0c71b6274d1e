-- grain: one wording that is not the best of its article, or is dated by another one: mart.articles does not tell these
create table copy.store.other_versions as
select v.* replace (if(a.relevance is distinct from 0, v.body, null) as body)
from mart.article_versions as v
join mart.articles as a on a.article_id = v.article_id
where v.version_id <> a.version_id or a.dated_by <> a.version_id
