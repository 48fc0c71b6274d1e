-- grain: one digest.
select digest_id, period, scope, coalesce(scope_name, scope) as scope_name, day, first_at, last_at, annotator_id
from core.digests
where digest_id in (select unnest($digest_ids))
