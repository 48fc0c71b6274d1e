-- grain: one wording of $ids (a JSON list), as plans read it.
select text_id, version_id, title, sapo, body
from core.article_versions
where version_id in (select unnest(from_json($ids, '["varchar"]')))
order by text_id
