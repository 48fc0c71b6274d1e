-- grain: as core.digests; of the digest before, which says what this one may tell late.
select * from other.core.digests where digest_id = $previous_id
