-- grain: one row of core.quotes of a text to see that was not read, or is to be read anew.
delete from core.quotes as m
where m.text_id in (select text_id from texts_to_see)
    and not exists (select 1 from core.readings as r where r.text_id = m.text_id and r.reader_id = m.reader_id)
