create view mart.article_versions as
select {columns}
from store.version_rows as v
left join mart.articles as a on a.version_id = v.version_id
