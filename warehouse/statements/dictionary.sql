select
    c.schema_name || '.' || c.table_name as view_name,
    v.comment as view_comment,
    c.column_name,
    c.data_type,
    c.comment as column_comment
from duckdb_columns() as c
join duckdb_views() as v on v.schema_name = c.schema_name and v.view_name = c.table_name
where c.database_name = current_database() and v.database_name = current_database() and c.schema_name = 'mart'
order by view_name, c.column_index
