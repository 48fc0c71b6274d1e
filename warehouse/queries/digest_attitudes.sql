-- grain: the attitude of one text of $digest_ids toward one target, by a digest's own annotator: looked up once.
create or replace temp table digest_attitudes as
with text as (
    select distinct i.text_id, d.annotator_id
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id
    where i.digest_id in (select unnest($digest_ids))
)
select s.*
from core.current_stances as s
semi join text as t on t.text_id = s.text_id and t.annotator_id = s.annotator_id
