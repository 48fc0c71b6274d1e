-- grain: one row per relevant text that $reader_id has not read in this wording and context.
select w.text_id, w.version_id, w.provinces, v.title, v.sapo, v.body, v.source_id, v.published_at
from core.wanted_readings as w
join core.full_versions as v on v.version_id = w.version_id
anti join core.readings as r
    on r.text_id = w.text_id and r.reader_id = $reader_id and r.version_id = w.version_id and r.provinces = w.provinces
order by w.text_id
