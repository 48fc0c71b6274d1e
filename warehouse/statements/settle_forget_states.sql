delete from core.article_states where article_id in (select article_id from ops.touched_articles)
