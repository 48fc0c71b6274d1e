insert into core.corrections
select
    'sua-' || i, text_id, 'stance_cong_doan', 'favor', null, null, 'Người sửa ' || i % 5, fetched_at + interval 3 hours
from made
where relevance = 2 and draw(i, 'corrected') < 0.02
