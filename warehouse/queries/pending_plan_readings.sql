-- grain: one row per text that was not read by these plans in this wording; its words are asked for batch by batch.
select w.text_id, w.version_id
from core.wanted_plan_readings as w
anti join core.plan_readings as r
    on r.text_id = w.text_id and r.plan_version = $plan_version and r.version_id = w.version_id
order by w.text_id
