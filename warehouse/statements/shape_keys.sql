-- grain: one set of columns that are together unique in one table of this file.
select schema_name || '.' || table_name, constraint_column_names
from duckdb_constraints()
where constraint_type in ('PRIMARY KEY', 'UNIQUE') and database_name = current_database()
order by schema_name, table_name, constraint_type, constraint_column_names
