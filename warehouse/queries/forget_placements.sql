-- the rows of texts that are told anew
delete from core.placements where list_contains(cast($ids as varchar[]), text_id)
