-- they stand in core.stances now
drop table core.stances_before;
