-- the digest day D of an instant: D runs from 06:00 of D to 06:00 of the next day, time of Việt Nam
create or replace macro main.digest_day(ts) as cast(timezone('Asia/Ho_Chi_Minh', ts) - interval 6 hours as date);
