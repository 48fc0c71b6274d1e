-- grain: one reading that nobody wants any more: by other plans, or of another wording.
delete from core.plan_readings as r
where not exists (
    select 1
    from core.wanted_plan_readings as w
    where r.plan_version = $plan_version and w.text_id = r.text_id and w.version_id = r.version_id
)
