-- grain: one article published in [$from_at, $to_at), by ids and times alone: no words are read. Those that tell when they
-- were published and those that don't are asked for apart, so that only their stretch of time is read.
create or replace temp table digest_window_articles as
select
    article_id,
    version_id,
    text_id,
    source_id,
    fetched_at,
    feed_only,
    first_seen_at,
    published_at,
    coalesce(published_at, first_seen_at) as news_at
from (
    from core.best_versions where published_at >= $from_at and published_at < $to_at
    union all
    from core.best_versions where published_at is null and first_seen_at >= $from_at and first_seen_at < $to_at
)
