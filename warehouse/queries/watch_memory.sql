-- grain: one row, or none: what the watch knew after the last load, if it is of $version.
select known, hours from ops.watch_memory where version = $version
