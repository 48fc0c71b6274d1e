-- wordings that no item brought
select v.version_id, v.article_id, v.run_id, v.seq, v.position
from core.article_versions as v
anti join core.items as i
    on i.run_id = v.run_id and i.seq = v.seq and i.position = v.position and i.version_id = v.version_id
order by all
