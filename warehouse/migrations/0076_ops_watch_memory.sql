-- grain: one row: what the watch over outlets knew after the last load (flows/watchmemory.py), and of which version it is
create table ops.watch_memory (
    version varchar primary key,
    known varchar not null,
    hours varchar not null
)
