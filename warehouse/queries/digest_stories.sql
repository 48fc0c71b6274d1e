-- grain: one story of a digest: how it stood.
select digest_id, story_id, state, outlets, voices, hot_at is not null as is_hot
from core.digest_stories
where digest_id in (select unnest($digest_ids))
