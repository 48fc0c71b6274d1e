select original_outlet, outlet, count(*), avg(hours_after), count(*) filter (where credit is null)
from syndication
where not same_owner and news_at >= '2026-01-01'
group by original_outlet, outlet
order by 3 desc, original_outlet, outlet
limit 30
