-- items and runs that lead to no landed response
select i.run_id, i.seq, i.position, i.source_id, i.url
from core.items as i
anti join raw.outcomes as o
    on o.run_id = i.run_id and o.seq = i.seq and o.source_id = i.source_id and o.outcome = 'landed'
where in_books(i.fetched_at)
order by all
