-- they stand in core.annotations now
drop table core.annotations_before;
