-- copies whose original is unknown, is itself a copy, or belongs to another story
select g.text_id, g.duplicate_of, g.story_id
from core.grouping as g
left join core.grouping as o on o.text_id = g.duplicate_of
where g.duplicate_of is not null
  and (o.text_id is null or o.duplicate_of is not null or o.story_id <> g.story_id)
order by all
