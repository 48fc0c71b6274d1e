-- grain: one article published in [$from_at, $to_at), by ids and times alone: no words are read.
create or replace temp table digest_window_articles as
select article_id, version_id, text_id, source_id, fetched_at, feed_only, first_seen_at, news_at
from (select *, coalesce(published_at, first_seen_at) as news_at from core.best_versions)
where news_at >= $from_at and news_at < $to_at
