-- digest items merged into an article that does not lead a story of the same digest
select m.digest_id, m.position, m.article_id, m.merged_into
from core.digest_items as m
anti join core.digest_items as s
    on s.digest_id = m.digest_id and s.article_id = m.merged_into and s.disposition <> 'merged'
where m.disposition = 'merged'
order by all
