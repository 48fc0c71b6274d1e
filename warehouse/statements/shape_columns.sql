-- grain: one column of one table of this file.
select schema_name || '.' || table_name, column_name, data_type, is_nullable, column_default
from duckdb_columns()
where database_name = current_database() and not internal
order by schema_name, table_name, column_index
