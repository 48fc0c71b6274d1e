-- grain: one domestic article of a digest: where it stands.
select digest_id, section, disposition, story_id, version_id, text_id, article_id
from core.digest_items
where digest_id in (select unnest($digest_ids)) and section not in ('nuoc_ngoai', 'chua_chac')
order by digest_id, position
