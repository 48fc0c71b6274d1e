-- grain: one row of numbers of the digests to be composed removed.
delete from core.digest_previous where digest_id in (select digest_id from digest_desks)
