-- grain: one digest, the newest first.
select digest_id, period, scope, scope_name, day, subject
from core.digests
order by day desc, period, digest_id
