-- grain: one article that changed and its best version
create table main.changed_best as
from core.best_versions
where article_id in (select article_id from main.changed)
