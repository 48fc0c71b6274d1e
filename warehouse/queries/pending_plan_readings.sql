-- grain: one row per text that was not read by these plans in this wording.
select w.text_id, w.version_id, v.title, v.sapo, v.body
from core.wanted_plan_readings as w
join core.article_versions as v on v.version_id = w.version_id
anti join core.plan_readings as r
    on r.text_id = w.text_id and r.plan_version = $plan_version and r.version_id = w.version_id
order by w.text_id
