-- grain: as core.digest_sections. The rows of digest $digest_id as they are kept in a file.
select * from core.digest_sections where digest_id = $digest_id order by all
