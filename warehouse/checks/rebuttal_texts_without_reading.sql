-- rows of core.rebuttal_texts of which the ledger of plan readings knows nothing
select t.text_id, t.plan_version, count(*) as n
from core.rebuttal_texts as t
anti join core.plan_readings as r on r.text_id = t.text_id and r.plan_version = t.plan_version
group by all
order by all
