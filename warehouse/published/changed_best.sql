-- grain: one article that changed and its best version, in the place of all
create table core.best_versions as
from core.all_best_versions
where article_id in (select article_id from main.changed)
