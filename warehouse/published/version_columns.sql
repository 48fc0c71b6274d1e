select column_name from (describe copy.store.version_rows)
