-- grain: one text to see that is the current state of an article; found once for the statements of a look.
create or replace temp table current_to_see as
select * from core.current_texts where text_id in (select text_id from texts_to_see)
