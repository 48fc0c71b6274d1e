-- grain: one row of core.stances removed whose text no article has any more.
delete from core.stances where text_id not in (select text_id from core.article_versions)
