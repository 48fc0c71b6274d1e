select schema_name || '.' || view_name from duckdb_views() where not internal order by all
