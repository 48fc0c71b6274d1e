-- grain: one text of a story that has a text on or after $day, or of which a person said something.
with ruled as (
    select unnest([left_id, right_id]) as text_id from core.latest_story_rules
),
live as (
    select g.story_id
    from core.grouping as g
    where g.text_id in (
        select text_id from core.placements where day >= $day or rules <> ''
        union all
        select text_id from ruled
    )
)
select p.*, g.duplicate_of, g.containment, g.story_id
from core.grouping as g
join core.placements as p on p.text_id = g.text_id
where g.story_id in (select story_id from live)
order by p.text_id
