-- grain: one row: the last turn of texts that were touched, and the last that $work saw in $version, null when it has not
-- been done so for all texts.
select
    coalesce(max(turn), 0) as now_turn,
    (select turn from ops.looks where work = $work and version = $version) as seen_turn
from (select turn from ops.touched_texts union all select turn from ops.looks)
