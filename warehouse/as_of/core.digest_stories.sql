-- grain: as core.digest_stories; of the digest before, which says what this one may tell late.
select * from other.core.digest_stories where digest_id = $previous_id
