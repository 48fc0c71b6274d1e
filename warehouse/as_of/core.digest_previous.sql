-- grain: as core.digest_previous; of the digest before, which says what this one may tell late.
select * from other.core.digest_previous where digest_id = $previous_id
