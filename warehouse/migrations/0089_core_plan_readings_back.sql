-- the rows that were there
insert into core.plan_readings by name from core.plan_readings_before;
