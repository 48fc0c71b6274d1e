-- corrections of texts that no article has (any more)
select c.correction_id, c.text_id, c.field
from core.corrections as c
anti join core.article_versions as v on v.text_id = c.text_id
order by all
