-- grain: one article of mart.articles fetched in a stretch of time, with its texts, in the order of the copy
create or replace temp table chunk as
select {columns}
from main.slim as s
join core.article_versions as v on v.version_id = s.version_id and v.fetched_at = s.fetched_at
where s.fetched_at >= $first_at and ($before_at is null or s.fetched_at < $before_at)
order by s.news_at, s.article_id
