-- grain: one row of core.topics removed whose text no article has any more.
delete from core.topics where text_id not in (select text_id from core.article_versions)
