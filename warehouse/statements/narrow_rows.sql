-- grain: one row of core.{table} of the texts of texts_wanted
create or replace temp table wanted_{table} as
select * from core.{table} where text_id in (select text_id from texts_wanted)
