insert into core.outlets (source_id, name, kind, owner, homepage, provinces, verified)
select
    'bao' || i,
    'Báo ' || i,
    case when i < 12 then 'union_press' when i < 60 then 'central' when i < 122 then 'provincial' else 'ministry' end,
    'Chủ quản ' || i // 2,
    'https://bao' || i || '.example/',
    if(i between 60 and 121, [(select list(province order by province) from core.provinces)[i - 59]], []),
    true
from range(150) as t(i)
