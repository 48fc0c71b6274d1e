-- grain: one row per loaded run.
select run_id from raw.runs order by run_id
