-- the first article of each text stands for it; in the order of time
insert into core.current_texts by name
with found as (
    select text_id, fetched_at from core.article_states where text_id in (select text_id from settled_texts)
)
select
    s.text_id,
    s.article_id,
    s.version_id,
    s.source_id,
    s.fetched_at,
    coalesce(s.published_at, s.first_seen_at) as news_at
from core.article_states as s
semi join found as f on f.text_id = s.text_id and f.fetched_at = s.fetched_at
qualify row_number() over (
    partition by s.text_id order by s.published_at nulls last, s.first_seen_at, s.article_id
) = 1
order by s.fetched_at, s.text_id
