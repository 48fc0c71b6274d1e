-- the rows that were there
insert into core.annotations by name from core.annotations_before;
