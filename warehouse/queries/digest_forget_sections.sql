-- grain: one section of the digests removed.
delete from core.digest_sections where digest_id in (select unnest($digest_ids))
