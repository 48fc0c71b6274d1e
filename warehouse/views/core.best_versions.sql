-- grain: one article and its best version: as it was found when wordings were last written, or now where some were
-- written since
create or replace view core.best_versions as
select s.*
from core.article_states as s
anti join ops.touched_articles as t on t.article_id = s.article_id
union all by name
select * from core.unsettled_articles;
