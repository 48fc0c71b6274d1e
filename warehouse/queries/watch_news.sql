-- grain: one outlet in one run that was the first to show articles of it.
-- A page that was asked for and not read is news all the same: the doors showed it
select source_id, run_id, sum(n)::bigint as articles
from (
    select v.source_id, v.run_id, count(distinct v.article_id) as n
    from core.article_versions as v
    join core.best_versions as b on b.article_id = v.article_id and b.first_seen_at = v.fetched_at
    where is_watched(v.source_id, v.fetched_at, $since, $earliest, $until, $reaching)
        and b.first_seen_at >= $earliest
    group by all
    union all
    select source_id, run_id, count(*) as n
    from raw.outcomes
    where kind = 'page'
        and outcome = 'failed'
        and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
    group by all
    union all
    select source_id, run_id, count(*) as n
    from core.items
    where kind = 'page'
        and rejected is not null
        and is_watched(source_id, fetched_at, $since, $earliest, $until, $reaching)
    group by all
)
group by all
order by source_id, run_id
