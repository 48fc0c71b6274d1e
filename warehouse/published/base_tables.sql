select schema_name || '.' || table_name
from duckdb_tables()
where database_name = 'live' and schema_name not in ('main', 'mart')
order by all
