-- the rows of texts that are told anew
delete from core.placements where text_id in (select unnest(from_json($ids, '["varchar"]')))
