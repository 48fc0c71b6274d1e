-- grain: as core.digest_routes; of the digest before, which says what this one may tell late.
select * from other.core.digest_routes where digest_id = $previous_id
