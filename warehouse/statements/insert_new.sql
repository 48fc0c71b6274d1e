-- a row whose key is there already is left as it is
insert into {table} by name
select record.*
from (select unnest(from_json_strict($rows::json, '{structure}')) as record)
on conflict do nothing
