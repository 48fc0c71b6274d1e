-- the texts of touched articles: of all their wordings, those that a current state no longer bears among them
create or replace temp table settled_texts as
select text_id from settled_known
union
select text_id
from core.article_versions
where fetched_at >= getvariable('touched_from') and article_id in (select article_id from ops.touched_articles)
