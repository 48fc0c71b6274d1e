-- grain: one row of core.items of run $run_id removed, to be loaded again.
delete from core.items where run_id = $run_id
