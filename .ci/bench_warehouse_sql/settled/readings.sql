-- readings know the provinces of their texts
update core.readings as r
set provinces = p.provinces
from (select text_id, list(province order by province) as provinces from core.places group by text_id) as p
where p.text_id = r.text_id
