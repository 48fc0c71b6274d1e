-- grain: one cause why one story stands in a digest, the weightiest first.
select digest_id, story_id, words
from core.digest_routes
where digest_id in (select unnest($digest_ids)) and cause <> 'all'
order by
    digest_id,
    story_id,
    list_position(['place', 'body', 'sector', 'level', 'topic', 'word'], cause),
    articles desc,
    words
