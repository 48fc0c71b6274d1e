-- grain: one story of the digest: how it stood.
select story_id, state, outlets, voices, hot_at is not null as is_hot
from core.digest_stories
where digest_id = $digest_id
