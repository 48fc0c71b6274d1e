-- grain: one article, for a copy that has none yet
create table main.slim as
select *, null::bigint as old_doc, null::bigint as kept_doc from main.now
