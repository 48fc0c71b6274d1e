-- grain: one row per text that was not read by these plans in this wording; its words are asked for batch by batch, so
-- they come in the order of the tables.
select w.text_id, w.version_id, w.fetched_at
from core.wanted_plan_readings as w
anti join core.plan_readings as r
    on r.text_id = w.text_id and r.plan_version = $plan_version and r.version_id = w.version_id
order by w.fetched_at, w.version_id
