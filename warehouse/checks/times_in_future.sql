-- wordings published after they were fetched (an hour is left for clocks that differ)
select version_id, article_id, url, published_at, fetched_at, raw_published, date_source
from core.article_versions
where published_at > fetched_at + interval 1 hour
order by all
