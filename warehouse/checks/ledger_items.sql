-- run × outlet whose items do not add up: items = articles + duplicates + rejected
select run_id, source_id, items, articles, duplicates, rejected
from mart.ledger
where items <> articles + duplicates + rejected
order by all
