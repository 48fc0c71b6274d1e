-- grain: the one row of core.watched: from the first moment of this run on all is to be watched again, were it older
update core.watched
set newest_at = least(newest_at, (select min(fetched_at) from raw.outcomes where run_id = $run_id))
