-- grain: one post of an organisation's page, as it was seen last, with its labels and reach
-- key: post_id
create or replace view mart.posts as
select
    p.post_id,
    p.source_id,
    coalesce(g.name, p.source_id) as page,
    g.owner,
    g.platform,
    p.url,
    p.text,
    p.published_at,
    local_date(p.published_at) as published_date,
    p.relevance,
    p.topics,
    p.provinces,
    p.shares,
    p.reactions,
    p.views,
    p.comments,
    p.seen_at
from core.current_posts as p
left join core.pages as g on g.source_id = p.source_id
where p.published_at is not null;
