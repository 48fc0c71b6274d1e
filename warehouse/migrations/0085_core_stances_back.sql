-- the rows that were there
insert into core.stances by name from core.stances_before;
