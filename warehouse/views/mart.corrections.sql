-- grain: one label of one text as a person said it; of one label the last word counts (is_current)
-- key: correction_id
create or replace view mart.corrections as
select
    c.correction_id,
    c.text_id,
    c.field,
    c.value,
    c.evidence,
    c.evidence_index,
    c.said_by,
    c.said_at,
    digest_day(c.said_at) as digest_date,
    l.correction_id is not null as is_current
from core.corrections as c
left join core.latest_corrections as l on l.correction_id = c.correction_id;
