-- grain: as core.digests. The rows of digest $digest_id as they are kept in a file.
select * from core.digests where digest_id = $digest_id order by all
