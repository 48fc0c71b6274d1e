-- the calendar day of an instant in Việt Nam
create or replace macro main.local_date(ts) as cast(timezone('Asia/Ho_Chi_Minh', ts) as date);
