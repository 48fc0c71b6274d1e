-- grain: one row of core.{table} of the texts of texts_wanted; by their ids first: of the other columns only their
-- stretch of the table is read
create or replace temp table wanted_{table} as
select t.*
from core.{table} as t
join (
    select rowid as place from core.{table} where text_id in (select text_id from texts_wanted)
) as found on t.rowid = found.place
