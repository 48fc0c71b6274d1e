-- grain: one landed run of pages while any comment was said before the Monday $cutoff: earlier sightings of a comment
-- lie in other runs than the one that tells it
select distinct r.run_id
from raw.runs as r
join raw.page_outcomes as o on o.run_id = r.run_id
where exists (select 1 from core.comments where local_date(said_at) < $cutoff)
order by run_id
