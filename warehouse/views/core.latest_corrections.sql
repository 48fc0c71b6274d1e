-- grain: one label of one text, as the last person who corrected it said
create or replace view core.latest_corrections as
select text_id, field, value, evidence, evidence_index, said_by, said_at, correction_id
from core.corrections
qualify row_number() over (partition by text_id, field order by said_at desc, correction_id desc) = 1;
