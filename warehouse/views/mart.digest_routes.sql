-- grain: one cause why one story stands in one digest
-- key: digest_id, story_id, cause, what
create or replace view mart.digest_routes as
select
    r.digest_id,
    d.period,
    d.scope,
    d.scope_name,
    d.day as digest_date,
    r.story_id,
    r.cause,
    r.what,
    r.words,
    r.articles
from core.digest_routes as r
join core.digests as d on d.digest_id = r.digest_id;
