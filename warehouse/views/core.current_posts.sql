-- grain: one post as it was seen last, with its labels; published_at is the earliest told
create or replace view core.current_posts as
select
    p.* exclude (published_at),
    min(p.published_at) over (partition by p.post_id) as published_at,
    coalesce(l.relevance, 0) as relevance,
    coalesce(l.topics, []) as topics,
    coalesce(l.provinces, []) as provinces
from core.posts as p
left join core.voice_labels as l on l.text_id = p.text_id
qualify row_number() over (partition by p.post_id order by p.seen_at desc, p.run_id desc, p.seq desc) = 1;
