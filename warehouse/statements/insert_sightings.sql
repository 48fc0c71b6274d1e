-- sightings of keys that are not there yet, of each the earliest
insert into {table} by name
from batch
qualify row_number() over (partition by {key} order by fetched_at, run_id, seq, position) = 1
