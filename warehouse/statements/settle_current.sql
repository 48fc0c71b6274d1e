-- the first article of each text stands for it; in the order of time
insert into core.current_texts by name
select text_id, article_id, version_id, source_id, fetched_at, coalesce(published_at, first_seen_at) as news_at
from core.article_states
where text_id in (select text_id from settled_texts)
qualify row_number() over (partition by text_id order by published_at nulls last, first_seen_at, article_id) = 1
order by fetched_at, text_id
