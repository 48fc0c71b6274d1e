-- landed comments that lead to no landed answer
select c.post_id, c.run_id, c.seq, c.position
from core.comments as c
anti join raw.page_outcomes as o on o.run_id = c.run_id and o.seq = c.seq and o.outcome = 'landed'
order by all
