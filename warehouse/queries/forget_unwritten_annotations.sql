-- grain: one row of core.annotations removed whose text no article has any more.
delete from core.annotations where text_id not in (select text_id from core.article_versions)
