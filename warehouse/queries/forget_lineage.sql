-- the rows of copies that are told anew
delete from core.lineage where text_id in (select unnest(from_json($ids, '["varchar"]')))
