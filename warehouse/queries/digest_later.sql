-- grain: one story told in the digest whose leading article was first seen after $moment.
select i.article_id
from core.digest_items as i
join core.articles as a on a.article_id = i.article_id
where i.digest_id = $digest_id
    and i.merged_into is null
    and i.section not in ('nuoc_ngoai', 'chua_chac', 'bo_ra')
    and a.first_seen_at > $moment
order by i.position
