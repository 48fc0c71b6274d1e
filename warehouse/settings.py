"""How every connection of this room is set up."""

from pathlib import Path

import duckdb

from warehouse.sqlfiles import quoted
from warehouse.texts import know_texts

# what is not in the wheel is an error, never a download
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # texts are compressed from this version on: a quarter of the bytes
    "storage_compatibility_version": "v1.4.0",
}


# Rows of a row group of the writer's file. A checkpoint writes the last one of a table anew as soon as a row was added:
# with DuckDB's own 122,880 each loading compressed up to 350 MB of texts again, 6 s on a history of 100,000 articles.
_ROWS = 4096
# Where no texts are written: each row group has a price whenever its table is opened, read through or checkpointed.
# With 4,096 rows three million labels cost a day half a second more than with this many.
_THIN_ROWS = 32_768


def connected(path: Path | None, home: Path, *, thin: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to a file (None: to memory) that speaks UTC and knows the archive of a home.

    `thin` promises that no texts are written with it, which makes the row groups of all tables big.
    """
    con = duckdb.connect(config=OFFLINE)
    if path:  # the size of row groups can only be told when a file is attached
        rows = _THIN_ROWS if thin else _ROWS
        con.execute(f"attach {quoted(path)} as warehouse (storage_version 'v1.4.0', row_group_size {rows})")
        con.execute("use warehouse")
    con.execute("set enable_progress_bar = false")
    con.execute("set global timezone = 'UTC'")
    know_texts(con, home)
    return con
