-- grain: one row of core.plan_readings, kept while that table is made anew
create table core.plan_readings_before as from core.plan_readings;
