-- grain: one section of one digest.
select digest_id, name, content from core.digest_sections order by all
