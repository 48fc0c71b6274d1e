-- grain: one touch that all kinds of work have seen.
delete from ops.touched_texts
where turn <= (select min(turn) from ops.looks)
    and (select count(*) from ops.looks) >= $works
