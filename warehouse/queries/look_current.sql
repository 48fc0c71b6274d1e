-- grain: one text to see that is the current state of an article; found once for the statements of a look. By their ids
-- and times first: of the other columns only their stretch of the table is read.
create or replace temp table current_to_see as
with found as (
    select text_id, fetched_at from core.current_texts where text_id in (select text_id from texts_to_see)
)
select t.*
from core.current_texts as t
join found as f on f.text_id = t.text_id and f.fetched_at = t.fetched_at
