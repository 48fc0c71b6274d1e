-- grain: one digest; its subject line is known once its items are. $subjects: JSON list of {digest_id, subject}.
update core.digests as d
set subject = s.subject
from (
    select unnest(from_json($subjects, '[{"digest_id": "VARCHAR", "subject": "VARCHAR"}]'), recursive := true)
) as s
where s.digest_id = d.digest_id
