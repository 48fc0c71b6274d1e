-- grain: one wording of $ids (a JSON list), as the text room reads it.
select text_id, title, sapo, body, source_id, published_at
from core.full_versions
where version_id in (select unnest(from_json($ids, '["varchar"]')))
order by text_id
