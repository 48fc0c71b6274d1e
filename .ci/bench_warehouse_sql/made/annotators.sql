insert into core.annotators values ('may-2', true)
