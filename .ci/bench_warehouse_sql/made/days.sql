-- how many days there are
select count(*) from raw.runs
