-- grain: one table of this file and the statement that makes it, in the order of their names.
select schema_name || '.' || table_name, sql
from duckdb_tables()
where database_name = current_database() and not internal
order by schema_name, table_name
