-- grain: one story of a digest as it stood at the end of the digest's window
-- key: digest_id, story_id
create or replace view mart.digest_stories as
select
    s.digest_id,
    d.period,
    d.scope,
    d.day as digest_date,
    s.story_id,
    s.state,
    s.articles,
    s.outlets,
    s.owners,
    s.voices,
    s.hot_at,
    s.growth
from core.digest_stories as s
join core.digests as d on d.digest_id = s.digest_id;
