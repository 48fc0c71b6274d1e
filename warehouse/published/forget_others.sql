delete from copy.store.other_versions as o
where not exists (from main.others as n where n.version_id = o.version_id and n.print = o.print)
