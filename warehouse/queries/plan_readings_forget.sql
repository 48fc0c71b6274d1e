-- grain: one reading of a text to see that nobody wants any more: by other plans, or of another wording.
delete from core.plan_readings
where rowid in (
    select r.rowid
    from core.plan_readings as r
    join (
        select rowid as place from core.plan_readings where text_id in (select text_id from texts_to_see)
    ) as held on r.rowid = held.place
    anti join (select text_id, version_id, $plan_version as plan_version from current_to_see) as w
        on w.text_id = r.text_id and w.version_id = r.version_id and w.plan_version = r.plan_version
)
