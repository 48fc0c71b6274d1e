-- grain: one article of the digests to be composed removed.
delete from core.digest_items where digest_id in (select digest_id from digest_desks)
