select schema_name || '.' || table_name
from duckdb_tables()
where database_name = 'live' and schema_name in ('raw', 'core')
order by all
