-- grain: one wording that is not the best of its article, or is dated by another one: mart.articles does not tell these
create table copy.store.other_versions as
select v.*
from mart.article_versions as v
join (
    select v.version_id, v.fetched_at
    from core.article_versions as v
    anti join (from main.slim where dated_by is null or dated_by = version_id) as s on s.version_id = v.version_id
) as o on o.version_id = v.version_id and o.fetched_at = v.fetched_at
