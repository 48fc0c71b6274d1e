-- grain: one article of any audit
select week, article_id
from core.audit_items
