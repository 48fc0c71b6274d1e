update core.readings as r
set reader_id = $reader, provinces = w.provinces, version_id = w.version_id
from core.wanted_readings as w
where w.text_id = r.text_id
