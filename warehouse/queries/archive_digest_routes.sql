-- grain: as core.digest_routes. The rows of digest $digest_id as they are kept in a file.
select * from core.digest_routes where digest_id = $digest_id order by all
