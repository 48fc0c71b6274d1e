select schema_name || '.' || table_name
from duckdb_tables()
where schema_name in ('raw', 'core')
order by all
