-- grain: one asking of a feed, list or sitemap.
select source_id, run_id, seq, url, kind, fetched_at, outcome, reason, links
from core.watched_doors
where is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
order by source_id, fetched_at, run_id, seq
