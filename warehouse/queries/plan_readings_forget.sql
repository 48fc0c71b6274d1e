-- grain: one reading of a text to see that nobody wants any more: by other plans, or of another wording.
delete from core.plan_readings as r
where r.text_id in (select text_id from texts_to_see)
    and not exists (
        select 1
        from current_to_see as w
        where r.plan_version = $plan_version and w.text_id = r.text_id and w.version_id = r.version_id
    )
