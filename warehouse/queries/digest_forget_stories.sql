-- grain: one story of the digests to be composed removed.
delete from core.digest_stories where digest_id in (select digest_id from digest_desks)
