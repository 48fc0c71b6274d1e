-- grain: one stretch of time of main.missing_others
select stretch, min(fetched_at) as first_at, max(fetched_at) as last_at
from main.missing_others
group by stretch
order by stretch
