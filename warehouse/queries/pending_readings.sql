-- grain: one relevant text to see that $reader_id has not read in this wording and context; its words are asked for batch
-- by batch, so they come in the order of the tables.
select w.text_id, w.version_id, w.fetched_at, w.provinces
from core.wanted_readings as w
semi join texts_to_see as s on s.text_id = w.text_id
anti join core.readings as r
    on r.text_id = w.text_id and r.reader_id = $reader_id and r.version_id = w.version_id and r.provinces = w.provinces
order by w.fetched_at, w.version_id
