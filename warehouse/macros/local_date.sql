-- the calendar day of an instant in Việt Nam, counted as in digest_day
create or replace macro main.local_date(ts) as date '1970-01-01' + cast(floor((epoch_ms(ts) + 25200000) / 86400000) as integer);
