-- runs of pages with a hole in their requests: seq counts from 0 without gaps, and every run is known
select o.run_id, count(*) as requests, min(o.seq) as first_seq, max(o.seq) as last_seq
from raw.page_outcomes as o
left join raw.runs as r on r.run_id = o.run_id
group by o.run_id
having min(o.seq) <> 0 or max(o.seq) + 1 <> count(*) or bool_or(r.run_id is null)
order by all
