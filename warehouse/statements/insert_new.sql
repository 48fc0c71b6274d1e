-- a row whose key is there already is left as it is
insert into {table} by name
from batch
on conflict do nothing
