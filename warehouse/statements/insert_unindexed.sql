-- as insert_new, into a table without an index of its key
insert into {table} by name
from batch
anti join (select {key} from {table} where {first} in (select {first} from batch)) as held using ({key})
qualify row_number() over (partition by {key}) = 1
