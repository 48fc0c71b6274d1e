-- grain: one row per article whose page was landed or turned out not to be one; the crawler need not ask again.
select distinct article_id
from core.article_versions
where origin = 'page'
order by article_id
