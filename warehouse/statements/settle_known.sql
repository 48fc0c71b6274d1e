-- what was known of the touched articles; by their ids and times first, as in look_current
create or replace temp table settled_known as
with found as (
    select article_id, first_seen_at
    from core.article_states
    where article_id in (select article_id from ops.touched_articles)
)
select s.article_id, s.text_id, s.first_seen_at
from core.article_states as s
join found as f on f.article_id = s.article_id and f.first_seen_at = s.first_seen_at
