-- what the watch knows of the loaded runs is to be found anew
delete from ops.watch_memory where true
