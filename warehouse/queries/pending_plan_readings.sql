-- grain: one current text to see that was not read by these plans in this wording, whatever the model says of it, so that
-- labels never decide what a plan's figures count. Its words are asked for batch by batch, in the order of the tables.
with done as (
    select * from core.plan_readings
    where plan_version = $plan_version and text_id in (select text_id from current_to_see)
)
select w.text_id, w.version_id, w.fetched_at
from current_to_see as w
anti join done as r on r.text_id = w.text_id and r.version_id = w.version_id
order by w.fetched_at, w.version_id
