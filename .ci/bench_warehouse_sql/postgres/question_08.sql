select code, count(*) filter (where digest_date >= '2026-07-01'), count(*) filter (where digest_date < '2026-07-01') / 12.0
from topics
where digest_date between '2025-07-01' and '2026-07-31'
group by code
order by 2 / 3, code
