-- grain: one row of core.mentions whose text was not read, or is to be read anew.
delete from core.mentions as m
where not exists (select 1 from core.readings as r where r.text_id = m.text_id and r.reader_id = m.reader_id)
