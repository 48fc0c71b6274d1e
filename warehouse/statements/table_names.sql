-- grain: one table of this file, but for the room's own bookkeeping in main.
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = current_database() and schema_name <> 'main' and not internal
order by all
