-- the rows of texts that are told anew
delete from core.grouping where text_id in (select unnest(from_json($ids, '["varchar"]')))
