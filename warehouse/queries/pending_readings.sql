-- grain: one relevant text to see that $reader_id has not read in this wording and context; its words are asked for batch
-- by batch, so they come in the order of the tables.
with done as (
    select * from core.readings where reader_id = $reader_id and text_id in (select text_id from readings_to_see)
)
select w.text_id, w.version_id, w.fetched_at, w.provinces
from readings_to_see as w
anti join done as r on r.text_id = w.text_id and r.version_id = w.version_id and r.provinces = w.provinces
order by w.fetched_at, w.version_id
