insert into core.stances
select
    text_id, $annotator, target,
    pick(['none', 'favor', 'neutral', 'against'], i * 3 + k, 'stance'), 0.5 + draw(i, target) / 2,
    draw(i, target || 'sure') < 0.2, 'Câu quyết định thái độ.', 2, null, null
from made, (values (0, 'cong_doan'), (1, 'chinh_sach'), (2, 'doanh_nghiep')) as t(k, target)
where relevance > 0
