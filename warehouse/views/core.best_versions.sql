-- grain: one article and its best version: as it was found when wordings were last written, or now where some were
-- written since; where the variable `all_settled` is set nobody looks for such (see settled in states.py)
create or replace view core.best_versions as
select * from core.article_states where coalesce(getvariable('all_settled'), false)
union all by name
select s.*
from core.article_states as s
anti join ops.touched_articles as t on t.article_id = s.article_id
where not coalesce(getvariable('all_settled'), false)
union all by name
select * from core.unsettled_articles where not coalesce(getvariable('all_settled'), false);
