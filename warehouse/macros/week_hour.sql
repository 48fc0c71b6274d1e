-- hours since a Monday 00:00 of 1969 in Việt Nam: whole weeks are multiples of 168
create or replace macro main.week_hour(ts) as epoch(ts) / 3600 + 79;
