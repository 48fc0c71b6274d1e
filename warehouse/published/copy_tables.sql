select schema_name || '.' || table_name
from duckdb_tables()
where database_name = 'copy'
order by all
