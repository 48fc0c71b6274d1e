-- grain: as core.digest_sections; of the digest before, which says what this one may tell late.
select * from other.core.digest_sections where digest_id = $previous_id
