-- grain: none: core.watched alone tells from where on all is to be watched again
drop table ops.unwatched_runs
