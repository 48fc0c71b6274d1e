-- grain: one row per article whose page was landed or turned out not to be one; the crawler need not ask again.
select article_id
from core.best_versions
where not feed_only
