-- grain: one clause of a plan in the last kept report of a month or quarter
-- key: report_id, plan_id, position
create or replace view mart.plan_compliance as
select
    report_id,
    made_at,
    first_date,
    last_date,
    plan_id,
    plan_number,
    position,
    ref,
    who,
    clause,
    state,
    target,
    measured,
    value,
    low,
    high,
    basis,
    reason,
    articles,
    article_ids
from core.plan_compliance;
