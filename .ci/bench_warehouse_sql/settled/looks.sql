-- grain: one kind of work, done for all that was touched
insert into ops.looks (work, version, turn)
select unnest(['label', 'group', 'read', 'plans']),
    unnest([$annotator, $grouper || ' ' || $annotator, $reader || ' ' || $annotator, $plans]),
    (select coalesce(max(turn), 0) from ops.touched_texts)
