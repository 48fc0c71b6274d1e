-- people say another thing of two hundred older texts
insert into core.corrections
select 'sau-' || $days || '-' || text_id, text_id, 'stance_cong_doan', 'neutral', null, null, 'Người sửa 1', now()
from core.annotations
where relevance > 0
order by hash(text_id, $days)
limit 200
