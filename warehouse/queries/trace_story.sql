-- grain: the story of the text $text_id, and how many texts it holds
select g.story_id, g.duplicate_of, g.containment, p.grouper_id, n.texts
from core.grouping as g
left join core.placements as p on p.text_id = g.text_id
left join (select story_id, count(*) as texts from core.grouping group by story_id) as n on n.story_id = g.story_id
where g.text_id = $text_id
