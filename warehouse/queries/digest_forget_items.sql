-- grain: one article of the digest removed.
delete from core.digest_items where digest_id = $digest_id
