-- grain: one key of {table} that is there more than once; no index keeps anybody from that.
select {columns}, count(*) as times
from {table}
group by all
having count(*) > 1
