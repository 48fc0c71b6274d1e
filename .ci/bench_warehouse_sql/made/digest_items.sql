insert into core.digest_items
select
    'toan-quoc-' || d, row_number() over (partition by d order by relevance desc, i)::int, if(relevance = 2, 'chu_de', 'danh_sach'),
    if(relevance = 2, 'shown', 'below_line'), if(relevance = 2, null, 'model_not_sure'), article_id, version_id, text_id,
    left(sha256('s' || story), 16), null, 1.0
from made
where relevance > 0
