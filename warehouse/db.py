"""The one door to DuckDB: the writer's file, the readers' published copy, and the way between them."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse.errors import (
    CorruptError,
    DiskFullError,
    LockedError,
    MigrationError,
    MissingError,
    StatementError,
    TableError,
    WarehouseError,
    translated,
)
from warehouse.locking import held, make_folder
from warehouse.publishing import SETTINGS, build_copy
from warehouse.schema import create_views, is_current, migrate
from warehouse.texts import know_texts

__all__ = [
    "Connection",
    "CorruptError",
    "DiskFullError",
    "LockedError",
    "MigrationError",
    "MissingError",
    "StatementError",
    "TableError",
    "WarehouseError",
    "publish",
    "published_path",
    "reader",
    "rebuilding",
    "transaction",
    "warehouse_path",
    "writer",
]

Connection = duckdb.DuckDBPyConnection

# what is not in the wheel is an error, never a download
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # texts are compressed from this version on: a quarter of the bytes
    "storage_compatibility_version": "v1.4.0",
}
# DuckDB aborts a transaction in which another is begun, and does not say whether one is open
_IN_TRANSACTION: set[int] = set()
_REBUILD = "rebuild"


def warehouse_path(home: Path) -> Path:
    """Where the writer's file of a home lies."""
    return home / "warehouse.duckdb"


def published_path(home: Path) -> Path:
    """Where the readers' copy of a home lies."""
    return home / "published" / "diemtin.duckdb"


@contextmanager
def writer(home: Path, *, wait_s: float = 0.0) -> Iterator[Connection]:
    """The migrated warehouse of a home (created when missing) with its views made anew; sessions speak UTC.

    One writer at a time: LockedError after `wait_s` seconds when another process holds it. What fails inside
    the block comes out as a WarehouseError; what was not committed is not there afterwards.
    """
    with held(home, warehouse_path(home), wait_s):
        shutil.rmtree(home / _REBUILD, ignore_errors=True)  # of a rebuild that was cut short
        with _opened(warehouse_path(home), home) as con:
            yield con


@contextmanager
def rebuilding(home: Path, *, wait_s: float = 0.0) -> Iterator[Connection]:
    """A fresh warehouse that takes the place of the home's own if the block ends well, else vanishes."""
    fresh = home / _REBUILD
    with held(home, warehouse_path(home), wait_s):
        shutil.rmtree(fresh, ignore_errors=True)
        make_folder(fresh)
        try:
            with _opened(warehouse_path(fresh), home) as con:
                yield con
            # the log of the old file must not be replayed into the new one
            Path(f"{warehouse_path(home)}.wal").unlink(missing_ok=True)
            os.replace(warehouse_path(fresh), warehouse_path(home))
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def reader(path: Path) -> Connection:
    """A read-only connection to a published copy: its statements can't write, attach or touch another file.

    Use it in a `with`, or close it. While a process keeps a connection to `path` open, its further ones see
    that same copy, even when a newer one was published. Raises MissingError, CorruptError.
    """
    if not path.is_file():
        raise MissingError(f"{path}: chưa có bản công bố, hãy chạy `diemtin publish`")
    with translated(str(path), otherwise=CorruptError, cure="diemtin publish"):
        con = duckdb.connect(str(path), read_only=True, config=_OFFLINE)
        if con.execute("select current_setting('lock_configuration')").fetchone() != (True,):
            con.execute("set enable_progress_bar = false")
            con.execute("set global timezone = 'UTC'")
            con.execute("set global enable_external_access = false")
            con.execute("set global lock_configuration = true")
    return con


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """Everything in the block is written, or nothing; inside another transaction it is part of that one."""
    if id(con) in _IN_TRANSACTION:
        yield
        return
    con.begin()
    _IN_TRANSACTION.add(id(con))
    try:
        yield
        con.commit()
    except BaseException:
        # a failed connection has rolled back by itself; the first error is the one to tell
        with suppress(duckdb.Error):
            con.rollback()
        raise
    finally:
        _IN_TRANSACTION.discard(id(con))


def publish(home: Path, *, wait_s: float = 0.0) -> Path:
    """Puts a copy of `mart` as tables, with its search index, where readers look; gives its path.

    The copy takes its place in one step; who holds the old one open keeps it. Never call it inside `writer`.
    """
    target = published_path(home)
    fresh = target.with_name(target.name + ".new")
    scratch = target.with_name("scratch.duckdb")
    with held(home, warehouse_path(home), wait_s), _space(target):
        make_folder(target.parent)
        try:
            _remove(fresh, scratch)
            with _opened(warehouse_path(home), home) as con:
                con.execute("checkpoint")
            _build(scratch, home, fresh)
            _sync(fresh)
            os.replace(fresh, target)
            _sync(target.parent)
        finally:
            _remove(fresh, scratch)
    return target


def _build(scratch: Path, home: Path, fresh: Path) -> None:
    config = {**_OFFLINE, **SETTINGS}
    with translated(str(fresh), otherwise=WarehouseError), duckdb.connect(str(scratch), config=config) as con:
        con.execute("set enable_progress_bar = false")
        con.execute("set global timezone = 'UTC'")
        know_texts(con, home)
        build_copy(con, warehouse_path(home), fresh)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _opened(path: Path, home: Path) -> Iterator[Connection]:
    with translated(str(path), otherwise=WarehouseError):
        if not path.is_file():
            _shape(path, home)
        with _connected(path, home) as con:
            if is_current(con):
                yield con
                return
            con.execute("checkpoint")
        _shape(path, home)
        with _connected(path, home) as con:
            yield con


def _shape(path: Path, home: Path) -> None:
    """Bring a file to this program's shape, in a copy that takes its place when whole.

    DuckDB 1.5 can't replay every definition from its log ("no default database set"): a process killed between
    the commit of a view and the checkpoint would leave a file that nobody can open.
    """
    fresh = path.with_name(f".{path.name}.shaped")
    _remove(fresh)
    if path.is_file():
        shutil.copyfile(path, fresh)
    with _connected(fresh, home) as con:
        migrate(con)
        create_views(con)
        con.execute("checkpoint")
    _sync(fresh)
    os.replace(fresh, path)
    _sync(path.parent)


def _connected(path: Path, home: Path) -> Connection:
    con = duckdb.connect(str(path), config=_OFFLINE)
    con.execute("set enable_progress_bar = false")
    con.execute("set global timezone = 'UTC'")
    know_texts(con, home)
    return con


def _remove(*files: Path) -> None:
    for path in files:
        for leftover in (path, Path(f"{path}.wal")):
            leftover.unlink(missing_ok=True)


@contextmanager
def _space(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFullError(f"{target}: hết chỗ trên đĩa; bản công bố cũ còn nguyên") from error
        raise WarehouseError(f"{target}: {error.strerror}") from error
