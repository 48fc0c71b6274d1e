-- grain: one outlet: when it last answered and gave news, and what is wrong when its doors do not answer now.
select
    source_id,
    outlet,
    last_success_at,
    last_new_item_at as last_item_at,
    consecutive_failures,
    if(consecutive_failures > 0, last_failure_reason, null) as failure
from mart.source_health
order by source_id
