"""Full-text search inside DuckDB, from the wheel: nothing is downloaded."""

from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError
from warehouse.sqlfiles import sql_text


def load_fts(con: duckdb.DuckDBPyConnection) -> None:
    """Loads the full-text extension that the wheel `duckdb-extension-fts` brought.

    Raises WarehouseError when the wheel is not of DuckDB's own version.
    """
    version = f"v{duckdb.__version__}"
    extension = Path(str(files("duckdb_extension_fts"))) / "extensions" / version / "fts.duckdb_extension"
    if not extension.is_file():
        raise WarehouseError(f"duckdb-extension-fts không cùng phiên bản với duckdb {version}: cài lại cả hai")
    con.load_extension(str(extension))


def build_index(con: duckdb.DuckDBPyConnection) -> None:
    """Indexes the articles' title, sapo and body for BM25; the extension must be loaded."""
    for name in ("search_schema", "search_documents", "search_index"):
        con.execute(sql_text("statements", name))
