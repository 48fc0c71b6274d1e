-- grain: one text of a story that has a text on or after $day, or of which a person said something.
with live as (
    select g.story_id
    from core.placements as p
    join core.grouping as g on g.text_id = p.text_id
    where p.day >= $day or p.rules <> ''
    union
    select g.story_id
    from core.latest_story_rules as r
    join core.grouping as g on g.text_id in (r.left_id, r.right_id)
)
select p.*, g.duplicate_of, g.containment, g.story_id
from core.placements as p
join core.grouping as g on g.text_id = p.text_id
semi join live as l on l.story_id = g.story_id
order by p.text_id
