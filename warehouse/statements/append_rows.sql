-- rows whose keys are known to be missing
insert into {table} by name from batch
