"""DuckDB with no file behind it, for sums over files that belong to no home."""

import duckdb


def scratch() -> duckdb.DuckDBPyConnection:
    """A connection that keeps and downloads nothing; its sessions speak the time of Việt Nam. Use it in a `with`."""
    con = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    con.execute("set timezone = 'Asia/Ho_Chi_Minh'; set enable_progress_bar = false")
    return con
