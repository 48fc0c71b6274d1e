-- every run is to be watched anew where nothing is kept of what the watch reads: in a warehouse of an earlier program
insert into ops.unwatched_runs
select run_id from raw.runs where not exists (select 1 from core.watched_doors)
except
select run_id from ops.unwatched_runs
