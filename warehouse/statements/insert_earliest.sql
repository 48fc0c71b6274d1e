-- of two sightings of one key the earliest is kept, so that the order of loading does not matter
insert into {table} as held by name
select record.*
from (select unnest(from_json_strict($rows::json, '{structure}')) as record)
qualify row_number() over (
    partition by record.{key}
    order by record.fetched_at, record.run_id, record.seq, record.position
) = 1
on conflict ({key}) do update set {assignments}
where (excluded.fetched_at, excluded.run_id, excluded.seq, excluded.position)
    < (held.fetched_at, held.run_id, held.seq, held.position)
