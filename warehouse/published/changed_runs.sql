-- grain: one run that the copy does not have as it is now, or that is gone
create table main.changed_runs as
select run_id
from main.runs as n
full join copy.store.runs as o using (run_id)
where o.print is distinct from n.print
