-- grain: one row of core.watched_pages of $runs, to be found anew.
delete from core.watched_pages where run_id in (select unnest($runs::varchar[]))
