-- grain: one row of core.watched_doors of $runs, to be found anew.
delete from core.watched_doors where run_id in (select unnest($runs::varchar[]))
