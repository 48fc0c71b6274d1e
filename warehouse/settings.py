"""How every connection of this room is set up."""

from pathlib import Path

import duckdb

from warehouse.texts import know_texts

# what is not in the wheel is an error, never a download
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # texts are compressed from this version on: a quarter of the bytes
    "storage_compatibility_version": "v1.4.0",
}


def connected(path: Path | None, home: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a file (None: to memory) that speaks UTC and knows the archive of a home."""
    con = duckdb.connect(str(path) if path else ":memory:", config=OFFLINE)
    con.execute("set enable_progress_bar = false")
    con.execute("set global timezone = 'UTC'")
    know_texts(con, home)
    return con
