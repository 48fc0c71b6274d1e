-- grain: one digest.
select digest_id, period, scope, day, first_at, last_at, subject, annotator_id, n_articles, n_relevant
from core.digests
where digest_id = $digest_id
