-- grain: one province of one text by one annotator; where people named the provinces, theirs.
-- A text that people found irrelevant has none
create or replace view core.current_places as
with said as (
    select text_id, string_split(value, '|') as provinces
    from core.latest_corrections
    where field = 'provinces'
),
irrelevant as (
    select text_id from core.latest_corrections where field = 'relevance' and value = '0'
)
select p.text_id, p.annotator_id, p.province
from core.places as p
anti join said on said.text_id = p.text_id
anti join irrelevant on irrelevant.text_id = p.text_id
union all
select text_id, annotator_id, province
from (
    select a.text_id, a.annotator_id, unnest(s.provinces) as province
    from core.annotations as a
    join said as s on s.text_id = a.text_id
    anti join irrelevant on irrelevant.text_id = a.text_id
)
where province <> '';
