-- grain: one text of $ids that no other article has.
select text_id
from core.article_versions
group by text_id
having bool_and(article_id in (select unnest(from_json($ids, '["varchar"]'))))
