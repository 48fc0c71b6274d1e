delete from copy.store.runs where run_id in (from main.changed_runs)
