-- of two sightings of one key the earliest is kept, so that the order of loading does not matter
insert into {table} as held by name
from batch
qualify row_number() over (partition by {key} order by fetched_at, run_id, seq, position) = 1
on conflict ({key}) do update set {assignments}
where (excluded.fetched_at, excluded.run_id, excluded.seq, excluded.position)
    < (held.fetched_at, held.run_id, held.seq, held.position)
