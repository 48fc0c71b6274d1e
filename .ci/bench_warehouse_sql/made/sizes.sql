-- how many articles and days there are, in this order
select count(*) from core.annotations
union all
select count(*) from raw.runs
