-- grain: one wording of digest_window, from which digests are composed; as digest_wordings.sql has it for any digests. The
-- best wording of an article is a feed's only where it has no other.
create or replace temp table digest_wordings as
select version_id, source_id, if(feed_only, 'feed', 'page') as origin, fetched_at, published_at as dated_at
from digest_window_articles
where version_id in (select version_id from digest_window)
