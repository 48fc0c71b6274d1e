insert into core.stances
select
    text_id, $annotator, target,
    if(relevance = 0, 'none', pick(['none', 'favor', 'neutral', 'against'], i * 3 + k, 'stance')), 0.5 + draw(i, target) / 2,
    relevance > 0 and draw(i, target || 'sure') < 0.2, if(relevance = 0, null, 'Câu quyết định thái độ.'), if(relevance = 0, null, 2), null, null
from made, (values (0, 'cong_doan'), (1, 'chinh_sach'), (2, 'doanh_nghiep')) as t(k, target)
