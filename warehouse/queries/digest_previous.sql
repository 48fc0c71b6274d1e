-- grain: one digest: the headline numbers of the window before, as they stood at composition; none if it was not read.
select digest_id, captured, "union", labour, stories from core.digest_previous where digest_id in (select unnest($digest_ids))
