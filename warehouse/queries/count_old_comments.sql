-- grain: one row, the comments that were said before the Monday $cutoff
select count(*) as comments
from core.comments
where local_date(said_at) < $cutoff
