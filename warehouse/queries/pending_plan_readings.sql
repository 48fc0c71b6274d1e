-- grain: one current text to see that was not read by these plans in this wording, whatever the model says of it, so that
-- labels never decide what a plan's figures count. Its words are asked for batch by batch, in the order of the tables.
select w.text_id, w.version_id, w.fetched_at
from core.current_texts as w
semi join texts_to_see as s on s.text_id = w.text_id
anti join core.plan_readings as r
    on r.text_id = w.text_id and r.plan_version = $plan_version and r.version_id = w.version_id
order by w.fetched_at, w.version_id
