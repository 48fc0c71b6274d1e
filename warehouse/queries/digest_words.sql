-- grain: one thing said of one of the digests, in the order in which it was said.
select digest_id, kind, subject, value, said_at
from core.digest_corrections
where digest_id in (select unnest($digest_ids))
order by digest_id, said_at, correction_id
