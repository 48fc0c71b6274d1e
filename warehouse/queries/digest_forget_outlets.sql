-- grain: one outlet of the digest removed.
delete from core.digest_outlets where digest_id = $digest_id
