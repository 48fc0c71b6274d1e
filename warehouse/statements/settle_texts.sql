-- the texts of touched articles: of all their wordings, those that a current state no longer bears among them
create or replace temp table settled_texts as
select text_id from core.article_states where article_id in (select article_id from ops.touched_articles)
union
select text_id from core.article_versions where article_id in (select article_id from ops.touched_articles)
