-- grain: one section of a digest, as composed.
select digest_id, name, content
from core.digest_sections
where digest_id in (select unnest($digest_ids))
order by digest_id, name
