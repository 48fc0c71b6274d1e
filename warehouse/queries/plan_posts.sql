-- grain: one row per post of the calendar days $first_date to $last_date on a page of an organisation, as the plans'
-- measures see it.
select
    post_id as article_id,
    source_id,
    page,
    published_date as news_date,
    coalesce(relevance, 0)::integer as relevance,
    coalesce(topics, []) as topics,
    coalesce(text, '') as text
from mart.posts
where published_date between $first_date and $last_date
order by published_date, post_id
