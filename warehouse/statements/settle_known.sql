-- what was known of the touched articles
create or replace temp table settled_known as
select article_id, text_id, first_seen_at
from core.article_states
where article_id in (select article_id from ops.touched_articles)
