-- grain: one kind of work, of which a newer look is to be noted.
delete from ops.looks where work = $work
