-- readings know the provinces of their texts
update core.readings as r
set provinces = w.provinces
from core.wanted_readings as w
where w.text_id = r.text_id and len(w.provinces) > 0
