-- grain: one wording of $ids (a JSON list), fetched from $from_at to $to_at, as the text room reads it; the times spare a
-- look at all the other wordings there are.
select text_id, title, sapo, body, source_id, published_at
from core.full_versions
where fetched_at between $from_at and $to_at and version_id in (select unnest(from_json($ids, '["varchar"]')))
order by text_id
