-- grain: one row: the first and the last moment of all that was asked, the first of $runs (their ids begin with their
-- time, so that little is read of others), and up to when outlets were watched. In months without a run incidents go on,
-- too, as a rebuild would find.
select
    max(fetched_at) as newest_at,
    min(fetched_at) as oldest_at,
    (
        select min(o.fetched_at)
        from raw.outcomes as o
        where o.run_id in (select unnest($runs::varchar[]))
            and o.run_id between list_min($runs::varchar[]) and list_max($runs::varchar[])
    ) as first_at,
    (select w.newest_at from core.watched as w) as watched_at
from raw.outcomes
