-- grain: one wording of the articles $ids (a JSON list).
select article_id, version_id, text_id, source_id, url, title, sapo, body, published_at, fetched_at
from core.full_versions
where article_id in (select unnest(from_json($ids, '["varchar"]')))
order by article_id, fetched_at, version_id
