-- grain: one outlet in one run: feed entries in a wording that was new, and how many of them bore a time
select
    source_id,
    run_id,
    max(fetched_at) as asked_at,
    count(*) as entries,
    count(*) filter (where published_at is not null) as dated
from core.article_versions
where origin = 'feed' and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
group by all
order by source_id, asked_at, run_id
