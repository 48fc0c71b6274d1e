-- grain: one row of core.places removed whose text no article has any more.
delete from core.places where text_id not in (select text_id from core.article_versions)
