-- grain: as core.digest_items; of the digest before, which says what this one may tell late.
select * from other.core.digest_items where digest_id = $previous_id
