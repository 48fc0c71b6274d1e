-- grain: one article of a digest that is perhaps about labour, in the order of time.
select digest_id, version_id
from core.digest_items
where digest_id in (select unnest($digest_ids)) and section = 'chua_chac'
order by digest_id, position
