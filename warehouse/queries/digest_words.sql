-- grain: one thing said of the digest, in the order in which it was said.
select kind, subject, value, said_at
from core.digest_corrections
where digest_id = $digest_id
order by said_at, correction_id
