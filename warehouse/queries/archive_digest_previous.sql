-- grain: as core.digest_previous. The rows of digest $digest_id as they are kept in a file.
select * from core.digest_previous where digest_id = $digest_id order by all
