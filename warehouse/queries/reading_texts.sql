-- grain: one wording of $ids (a JSON list), fetched from $from_at to $to_at, as it is read for bodies and quotes.
select text_id, version_id, title, sapo, body
from core.full_versions
where fetched_at between $from_at and $to_at and version_id in (select unnest(from_json($ids, '["varchar"]')))
order by text_id
