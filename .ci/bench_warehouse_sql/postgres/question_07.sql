select outlet, outlet_kind, sum(articles), sum(relevant), sum(failed)
from coverage
where digest_date >= '2026-01-01'
group by outlet, outlet_kind
having sum(articles) > 0 and sum(union_articles) = 0
order by 3 desc, outlet
