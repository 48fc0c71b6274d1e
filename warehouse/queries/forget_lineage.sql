-- the rows of copies that are told anew
delete from core.lineage where list_contains(cast($ids as varchar[]), text_id)
