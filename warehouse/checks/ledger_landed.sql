-- landed feeds and pages of which nobody says what they held
select o.run_id, o.seq, o.source_id, o.kind, o.url
from raw.outcomes as o
anti join core.items as i on i.run_id = o.run_id and i.seq = o.seq and i.position = if(o.kind = 'feed', -1, 0)
where o.outcome = 'landed' and o.kind in ('feed', 'page') and in_books(o.fetched_at)
order by all
