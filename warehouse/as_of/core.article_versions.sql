-- grain: one wording known then, at its earliest sighting among the runs known then.
with seen as (
    select version_id, run_id, seq, position, fetched_at
    from other.core.items
    where version_id is not null and run_id in (select unnest(from_json($runs, '["varchar"]')))
    qualify row_number() over (partition by version_id order by fetched_at, run_id, seq, position) = 1
)
select v.* replace (s.run_id as run_id, s.seq as seq, s.position as position, s.fetched_at as fetched_at)
from seen as s
join other.core.article_versions as v on v.version_id = s.version_id
