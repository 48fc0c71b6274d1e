-- grain: one relevant text to see that is the current state of an article: its first article's wording is read for bodies
-- and quotes, with the provinces of the text as context.
create or replace temp table readings_to_see as
with place as (
    select p.text_id, list(p.province order by p.province) as provinces
    from wanted_current_places as p
    join core.annotators as active on active.annotator_id = p.annotator_id and active.active
    group by p.text_id
)
select t.text_id, t.version_id, t.fetched_at, coalesce(p.provinces, []) as provinces
from current_to_see as t
join wanted_current_annotations as n on n.text_id = t.text_id
join core.annotators as active on active.annotator_id = n.annotator_id and active.active
left join place as p on p.text_id = t.text_id
where n.relevance >= 1
