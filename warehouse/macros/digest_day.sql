-- the digest day D of an instant: D runs from 06:00 of D to 06:00 of the next day, time of Việt Nam. That is seven hours
-- ahead, always since June 1975: counted, not asked of the calendar, which took ten times as long
create or replace macro main.digest_day(ts) as date '1970-01-01' + cast(floor((epoch_ms(ts) + 3600000) / 86400000) as integer);
