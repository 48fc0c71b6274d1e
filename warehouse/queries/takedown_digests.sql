-- grain: one digest that told one of $ids.
select distinct digest_id
from core.digest_items
where article_id in (select unnest(from_json($ids, '["varchar"]')))
order by digest_id
