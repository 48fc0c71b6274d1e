-- grain: one wording; the body of an article's best wording stands in mart.articles alone
create table copy.store.version_rows as
select * exclude (body), null::varchar as other_body
from mart.article_versions
where version_id in (select version_id from core.best_versions)
union all
select * exclude (body), body
from mart.article_versions
where version_id not in (select version_id from core.best_versions)
