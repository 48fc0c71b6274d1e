create or replace temp table chunk as
from mart.articles
where fetched_at >= $first_at and ($before_at is null or fetched_at < $before_at)
order by news_at, article_id
