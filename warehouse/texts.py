"""The archive of old texts: bodies of wordings in one Parquet file a month, read through `core.full_versions`.

It is an index like the tables: lost, a rebuild makes it superfluous. A file is replaced whole or not at all.
"""

from pathlib import Path

import duckdb

from warehouse.disk import sync
from warehouse.sqlfiles import quoted, sql_text

_EMPTY = "0000-00"  # DuckDB refuses a pattern that no file fits


def texts_folder(home: Path) -> Path:
    """Where the archive of a home lies."""
    return home / "archive" / "texts"


def know_texts(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Let the session's views find the archive of a home, which is made when missing."""
    folder = texts_folder(home)
    if not (folder / f"{_EMPTY}.parquet").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _write(con, sql_text("statements", "archive_empty"), folder / f"{_EMPTY}.parquet")
    con.execute(f"set variable texts = {quoted(folder / '*.parquet')}")


def archive_month(con: duckdb.DuckDBPyConnection, home: Path, month: str) -> Path:
    """Bring the bodies of a month (YYYY-MM, UTC) into its file, beside those that it has; gives the file.

    Bodies of wordings that are no longer known go. The tables stay as they are.
    """
    path = texts_folder(home) / f"{month}.parquet"
    statement = sql_text("statements", "archive_month").replace("$month", f"'{month}'")
    _write(con, statement, path)
    return path


def orphaned_months(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The months whose file holds a body of a wording that is no longer known."""
    return [month for (month,) in con.execute(sql_text("statements", "archive_orphans")).fetchall()]


def _write(con: duckdb.DuckDBPyConnection, statement: str, path: Path) -> None:
    fresh = path.with_suffix(".new")
    text = "\n".join(line for line in statement.splitlines() if not line.startswith("--"))
    con.execute(f"copy ({text}) to {quoted(fresh)} (format parquet, compression zstd)")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)
