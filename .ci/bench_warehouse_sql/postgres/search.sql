select article_id, title
from articles, websearch_to_tsquery('simple', 'công nhân ngừng việc') as q
where to_tsvector('simple', title || ' ' || sapo || ' ' || coalesce(body, '')) @@ q
order by ts_rank(to_tsvector('simple', title || ' ' || sapo || ' ' || coalesce(body, '')), q) desc
limit 20
