"""THE STORE: SQL, and the one door to DuckDB."""
