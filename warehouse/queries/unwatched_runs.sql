-- grain: one run that was loaded since incidents were last looked for
select run_id from ops.unwatched_runs order by run_id
