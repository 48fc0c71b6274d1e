-- grain: one story of the digest removed.
delete from core.digest_stories where digest_id = $digest_id
