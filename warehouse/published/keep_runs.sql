-- grain: one run that changed, with its number
insert into copy.store.runs
from main.runs
where run_id in (from main.changed_runs)
