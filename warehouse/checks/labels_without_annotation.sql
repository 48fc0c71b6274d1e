-- topics, stances and provinces of a text of which the ledger of done work knows nothing
select c.text_id, c.annotator_id, c.part
from (
    select distinct text_id, annotator_id, 'topic' as part from core.topics
    union all
    select distinct text_id, annotator_id, 'stance' from core.stances
    union all
    select distinct text_id, annotator_id, 'place' from core.places
) as c
anti join core.annotations as a on a.text_id = c.text_id and a.annotator_id = c.annotator_id
order by all
