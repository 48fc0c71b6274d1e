-- grain: one program that holds the lock %(key)s of this database (PostgreSQL).
select a.application_name
from pg_locks as l
join pg_stat_activity as a on a.pid = l.pid
where l.locktype = 'advisory' and l.objid = %(key)s and l.granted
limit 1
