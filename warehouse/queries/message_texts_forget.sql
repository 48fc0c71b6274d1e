-- grain: one row of a text to see that no reading of the plans stands behind any more.
delete from core.message_texts as t
where t.text_id in (select text_id from texts_to_see)
    and not exists (
        select 1 from core.plan_readings as r where r.text_id = t.text_id and r.plan_version = t.plan_version
    )
