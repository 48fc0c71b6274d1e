-- grain: one table of the attached database $name, but for the room's own bookkeeping in main.
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = $name and schema_name <> 'main' and not internal
order by all
