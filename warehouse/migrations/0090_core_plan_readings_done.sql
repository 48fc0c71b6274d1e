-- they stand in core.plan_readings now
drop table core.plan_readings_before;
