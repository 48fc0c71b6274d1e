create view mart.article_versions as
from store.other_versions
union all
select {columns}
from mart.articles
where dated_by is null or dated_by = version_id
