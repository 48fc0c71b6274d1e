-- grain: one wording whose earliest sighting is another one now.
update core.article_versions as v
set run_id = s.run_id, seq = s.seq, position = s.position, fetched_at = s.fetched_at
from (
    select version_id, run_id, seq, position, fetched_at
    from core.items
    where version_id is not null
    qualify row_number() over (partition by version_id order by fetched_at, run_id, seq, position) = 1
) as s
where s.version_id = v.version_id
    and (s.fetched_at, s.run_id, s.seq, s.position) is distinct from (v.fetched_at, v.run_id, v.seq, v.position)
