-- grain: one text of $digest_ids with the labels of a digest's own annotator: looked up once for all that is told of them.
create or replace temp table digest_labels as
with text as (
    select distinct i.text_id, d.annotator_id
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id
    where i.digest_id in (select unnest($digest_ids))
)
select n.*
from core.current_annotations as n
semi join text as t on t.text_id = n.text_id and t.annotator_id = n.annotator_id
