-- grain: one outlet of the digests to be composed removed.
delete from core.digest_outlets where digest_id in (select digest_id from digest_desks)
