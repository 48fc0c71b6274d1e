-- grain: one table of the attached database $name.
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = $name and schema_name in ('raw', 'core')
order by all
