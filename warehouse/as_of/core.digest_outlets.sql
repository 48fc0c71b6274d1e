-- grain: as core.digest_outlets; of the digest before, which says what this one may tell late.
select * from other.core.digest_outlets where digest_id = $previous_id
