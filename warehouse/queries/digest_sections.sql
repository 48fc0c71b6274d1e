-- grain: one section of the digest, as composed.
select name, content from core.digest_sections where digest_id = $digest_id order by name
