-- grain: one table of the database in use.
select schema_name || '.' || table_name from duckdb_tables() where database_name = current_database()
