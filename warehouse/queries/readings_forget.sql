-- grain: one reading of a text to see that nobody wants any more: of another reader, another wording or context, an
-- irrelevant text.
delete from core.readings as r
where r.text_id in (select text_id from texts_to_see)
    and not exists (
        select 1
        from readings_to_see as w
        where r.reader_id = $reader_id and w.text_id = r.text_id and w.version_id = r.version_id and w.provinces = r.provinces
    )
