delete from copy.mart.captures where run_id in (from main.changed_runs)
