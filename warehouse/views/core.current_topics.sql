-- grain: one topic of one text by one annotator; where people named the topics, theirs, in their order (p from 1 down).
-- A text that people found irrelevant has none
create or replace view core.current_topics as
with said as (
    select text_id, string_split(value, '|') as codes
    from core.latest_corrections
    where field = 'topics'
),
irrelevant as (
    select text_id from core.latest_corrections where field = 'relevance' and value = '0'
)
select t.text_id, t.annotator_id, t.code, t.p
from core.topics as t
anti join said on said.text_id = t.text_id
anti join irrelevant on irrelevant.text_id = t.text_id
union all
select text_id, annotator_id, code, 1 - (place - 1) / 1000.0
from (
    select a.text_id, a.annotator_id, unnest(s.codes) as code, generate_subscripts(s.codes, 1) as place
    from core.annotations as a
    join said as s on s.text_id = a.text_id
    anti join irrelevant on irrelevant.text_id = a.text_id
)
where code <> '';
