-- grain: one request of a run that changed
insert into copy.mart.captures
from mart.captures
where run_id in (from main.changed_runs)
