create or replace view mart.article_versions as
select {columns}
from store.other_versions
union all
select {columns}
from store.articles
where dated_by is null or dated_by = version_id
