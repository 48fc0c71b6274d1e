-- grain: one text of current_to_see: labels are read of these alone.
create or replace temp table texts_wanted as
select text_id from current_to_see
