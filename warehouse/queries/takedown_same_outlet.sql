-- grain: one other article of the same outlet with the very words of one of $ids: an alias of it.
select distinct o.article_id, o.source_id
from core.full_versions as v
join core.article_versions as o on o.text_id = v.text_id and o.source_id = v.source_id and o.article_id <> v.article_id
where v.body <> '' and v.article_id in (select unnest(from_json($ids, '["varchar"]')))
