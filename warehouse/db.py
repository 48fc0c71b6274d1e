"""The one door to DuckDB: the writer's file, the readers' published copy, and the way between them."""

import errno
import fcntl
import os
import shutil
import time
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
    locked,
    translated,
)
from warehouse.publishing import SETTINGS, build_copy
from warehouse.schema import create_views, migrate

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

_LOCK_POLL_S = 0.2
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
    with _held(home, wait_s), _opened(warehouse_path(home)) as con:
        yield con


@contextmanager
def rebuilding(home: Path, *, wait_s: float = 0.0) -> Iterator[Connection]:
    """A fresh warehouse that takes the place of the home's own if the block ends well, else vanishes."""
    fresh = home / _REBUILD
    with _held(home, wait_s):
        shutil.rmtree(fresh, ignore_errors=True)
        _make_folder(fresh)
        try:
            with _opened(warehouse_path(fresh)) as con:
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
    with _held(home, wait_s), _space(target):
        _make_folder(target.parent)
        try:
            _remove(fresh, scratch)
            with _opened(warehouse_path(home)) as con:
                con.execute("checkpoint")
            _build(scratch, warehouse_path(home), fresh)
            _sync(fresh)
            os.replace(fresh, target)
            _sync(target.parent)
        finally:
            _remove(fresh, scratch)
    return target


def _build(scratch: Path, live: Path, fresh: Path) -> None:
    config = {**_OFFLINE, **SETTINGS}
    with translated(str(fresh), otherwise=WarehouseError), duckdb.connect(str(scratch), config=config) as con:
        con.execute("set enable_progress_bar = false")
        con.execute("set global timezone = 'UTC'")
        build_copy(con, live, fresh)


def _remove(*files: Path) -> None:
    for path in files:
        for leftover in (path, Path(f"{path}.wal")):
            leftover.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    with translated(str(path), otherwise=WarehouseError):
        con = duckdb.connect(str(path), config=_OFFLINE)
        try:
            con.execute("set enable_progress_bar = false")
            con.execute("set global timezone = 'UTC'")
            migrate(con)
            create_views(con)
            yield con
        finally:
            con.close()


@contextmanager
def _held(home: Path, wait_s: float) -> Iterator[None]:
    """DuckDB's own lock ends when the database file is copied or replaced; this one doesn't."""
    _make_folder(home)
    handle = _open_lock(home / ".lock")
    try:
        until = time.monotonic() + wait_s
        while not _try_lock(handle):
            if time.monotonic() >= until:
                raise locked(str(warehouse_path(home)), os.pread(handle, 20, 0).decode("ascii", "replace") or None)
            time.sleep(_LOCK_POLL_S)
        with suppress(OSError):  # who holds it is only told; a full disk must not hide what fails for real
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise WarehouseError(f"{path}: không mở được để ghi ({error.strerror})") from error


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"{folder}: không tạo được thư mục ({error.strerror})") from error


@contextmanager
def _space(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFullError(f"{target}: hết chỗ trên đĩa; bản công bố cũ còn nguyên") from error
        raise WarehouseError(f"{target}: {error.strerror}") from error
