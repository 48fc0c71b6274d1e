-- grain: one thing an editor said of a digest, in the order in which it was said
-- key: digest_id, position
create or replace view mart.digest_edits as
select
    digest_id,
    row_number() over (partition by digest_id order by said_at, correction_id) as position,
    kind,
    subject,
    value,
    said_by,
    said_at
from core.digest_corrections;
