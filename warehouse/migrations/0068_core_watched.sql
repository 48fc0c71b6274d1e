-- grain: one row: up to which moment of the landed runs core.incidents was brought; none: not yet
create table core.watched (
    newest_at timestamptz primary key
);
