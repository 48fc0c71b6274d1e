-- grain: one row of raw.outcomes of run $run_id removed, to be loaded again.
delete from raw.outcomes where run_id = $run_id
