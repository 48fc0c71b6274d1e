"""The writer's DuckDB file: opened in its present shape, brought to the disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.disk import sync
from warehouse.errors import WarehouseError, translated
from warehouse.schema import create_views, is_current, migrate
from warehouse.settings import connected


@contextmanager
def opened(path: Path, home: Path, *, thin: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse file in its present shape, made when missing, to be written; the archive is that of `home`.

    `thin`: no texts are written.
    """
    with translated(str(path), otherwise=WarehouseError):
        if not path.is_file():
            _shape(path, home)
        with connected(path, home, thin=thin) as con:
            if is_current(con):
                yield con
                return
            con.execute("checkpoint")
        _shape(path, home)
        with connected(path, home, thin=thin) as con:
            yield con


def _shape(path: Path, home: Path) -> None:
    """Bring a file to this program's shape, in a copy that takes its place when whole.

    DuckDB 1.5 can't replay every definition from its log ("no default database set"): a process killed between
    the commit of a view and the checkpoint would leave a file that nobody can open.
    """
    fresh = path.with_name(f".{path.name}.shaped")
    remove(fresh)
    if path.is_file():
        shutil.copyfile(path, fresh)
    with connected(fresh, home, thin=True) as con:
        migrate(con)
        create_views(con)
        con.execute("checkpoint")
    sync(fresh)
    os.replace(fresh, path)
    sync(path.parent)


def remove(*files: Path) -> None:
    """Delete DuckDB files, their logs and what they could not hold in memory, where these are there."""
    for path in files:
        shutil.rmtree(f"{path}.tmp", ignore_errors=True)
        for leftover in (path, Path(f"{path}.wal")):
            leftover.unlink(missing_ok=True)
