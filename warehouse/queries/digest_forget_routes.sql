-- grain: one cause of the digests to be composed removed.
delete from core.digest_routes where digest_id in (select digest_id from digest_desks)
