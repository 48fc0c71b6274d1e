-- grain: one kind of work, done in $version for all texts that were touched up to $turn.
insert into ops.looks (work, version, turn) values ($work, $version, $turn)
