"""The one door to DuckDB: the writer's file, the readers' published copy, and the way between them."""

import errno
import itertools
import logging
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.bringing import UnfitError
from warehouse.disk import flushing, sync
from warehouse.errors import (
    CatalogueError,
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
from warehouse.files import opened
from warehouse.lake import attach_warehouse, lake_reader, lake_writer, place, replace_all, settled, writing
from warehouse.lakes import lake_of, warehouse_path
from warehouse.lastcopy import Mark, marked, note, taken
from warehouse.locking import held, make_folder
from warehouse.publishing import SETTINGS, build_copy
from warehouse.room import require_room
from warehouse.settings import OFFLINE
from warehouse.texts import know_texts
from warehouse.transactions import alone, transaction

__all__ = [
    "CatalogueError",
    "Connection",
    "CorruptError",
    "DiskFullError",
    "LockedError",
    "MigrationError",
    "MissingError",
    "StatementError",
    "TableError",
    "WarehouseError",
    "alone",
    "live",
    "publish",
    "published_path",
    "reader",
    "rebuilding",
    "require_room",
    "transaction",
    "warehouse_path",
    "writer",
]

Connection = duckdb.DuckDBPyConnection

logger = logging.getLogger(__name__)
_REBUILD = "rebuild"
_ATTEMPTS = itertools.count()


def published_path(home: Path) -> Path:
    """Where the readers' copy of a home lies."""
    return home / "published" / "diemtin.duckdb"


@contextmanager
def writer(home: Path, *, wait_s: float = 0.0, joint: bool = False, thin: bool = False) -> Iterator[Connection]:
    """The migrated warehouse of a home (created when missing) with its views made anew; sessions speak UTC.

    One writer at a time: LockedError after `wait_s` seconds when another process holds it. On a lake `joint` writers
    are there at once (see `alone`). Who writes labels and no texts says so by `thin` (see settings.py). What fails
    inside the block comes out as a WarehouseError; what was not committed is not there afterwards.
    """
    lake = lake_of(home)
    if lake:
        with lake_writer(lake, home, wait_s=wait_s, joint=joint) as con:
            yield con
        return
    with held(home, warehouse_path(home), wait_s):
        shutil.rmtree(home / _REBUILD, ignore_errors=True)  # of a rebuild that was cut short
        with opened(warehouse_path(home), home, thin=thin) as con:
            yield con


@contextmanager
def rebuilding(home: Path, *, wait_s: float = 0.0) -> Iterator[Connection]:
    """A fresh warehouse that takes the place of the home's own if the block ends well, else vanishes."""
    lake = lake_of(home)
    if lake:
        with place(lake, home, wait_s=wait_s) as turns, _fresh(home) as path:
            with opened(path, home) as con:
                yield con
            with writing(lake, home, turns) as con:
                replace_all(con, path)
        return
    with held(home, warehouse_path(home), wait_s), _fresh(home) as path:
        with opened(path, home) as con:
            yield con
        # the log of the old file must not be replayed into the new one
        Path(f"{warehouse_path(home)}.wal").unlink(missing_ok=True)
        sync(path)
        os.replace(path, warehouse_path(home))
        sync(home)


@contextmanager
def _fresh(home: Path) -> Iterator[Path]:
    rebuild = home / _REBUILD
    shutil.rmtree(rebuild, ignore_errors=True)
    require_room(home, warehouse_path(home))
    fresh = rebuild / str(next(_ATTEMPTS))  # see _attempt
    make_folder(fresh)
    try:
        yield warehouse_path(fresh)
    finally:
        shutil.rmtree(rebuild, ignore_errors=True)


@contextmanager
def live(home: Path) -> Iterator[Connection]:
    """The warehouse as it is now, read-only, beside any number of writers: what only a lake can give.

    MissingError for a home with a file of its own, which is read in its published copy (`reader`).
    """
    lake = lake_of(home)
    if lake is None:
        raise MissingError(f"{warehouse_path(home)}: chỉ kho DuckLake đọc được trong lúc ghi; hãy hỏi bản công bố")
    with lake_reader(lake, home) as con:
        yield con


def reader(path: Path) -> Connection:
    """A read-only connection to a published copy: its statements can't write, attach or touch another file.

    Use it in a `with`, or close it. While a process keeps a connection to `path` open, its further ones see
    that same copy, even when a newer one was published. Raises MissingError, CorruptError.
    """
    if not path.is_file():
        raise MissingError(f"{path}: chưa có bản công bố, hãy chạy `diemtin publish`")
    with translated(str(path), otherwise=CorruptError, cure="diemtin publish"):
        con = duckdb.connect(str(path), read_only=True, config=OFFLINE)
        if con.execute("select current_setting('lock_configuration')").fetchone() != (True,):
            con.execute("set enable_progress_bar = false")
            con.execute("set global timezone = 'UTC'")
            con.execute("set global enable_external_access = false")
            con.execute("set global lock_configuration = true")
    return con


def publish(home: Path, *, wait_s: float = 0.0, whole: bool = False) -> Path:
    """Puts a copy of `mart` as tables, with its search index, where readers look; gives its path.

    It begins as the last copy where that can be (lastcopy.py, bringing.py), never with `whole`. The copy takes its
    place in one step; who holds the old one open keeps it. Never call it inside `writer`.
    """
    target = published_path(home)
    lake = lake_of(home)
    snapshot = settled(lake, home, wait_s=wait_s) if lake else None
    with held(home, warehouse_path(home), wait_s), _space(target):
        make_folder(target.parent)
        try:
            _clear(target)
            require_room(home, target)
            if lake is None:
                with opened(warehouse_path(home), home) as con:
                    con.execute("checkpoint")
            fresh, last = _made(home, target, snapshot, whole=whole)
            with ThreadPoolExecutor(1) as pool:
                done = pool.submit(sync, fresh)
                mark = marked(fresh, last)
                done.result()
            os.replace(fresh, target)
            sync(target.parent)
            note(home, mark)
        finally:
            _clear(target)
    return target


def _made(home: Path, target: Path, snapshot: int | None, *, whole: bool) -> tuple[Path, Mark | None]:
    """A new copy: the last one with what changed since, and its mark, or a whole one where that can't be."""
    fresh = _attempt(target)
    last = None if whole else taken(home, target, fresh)
    if last is not None:
        try:
            _build(home, fresh, snapshot)
            return fresh, last
        except (CatalogueError, DiskFullError):  # a whole one would fail as well
            raise
        except (UnfitError, WarehouseError) as error:  # whatever is wrong with it: the warehouse has it all
            logger.info("publishing the whole: %s", error)
    _clear(target)  # of a copy that is not to be trusted all bytes may have come
    fresh = _attempt(target)
    _build(home, fresh, snapshot)
    return fresh, None


def _attempt(target: Path) -> Path:
    """Where a new copy is made, never twice at one place.

    A lost catalogue leaves DuckDB's files open in this process, and DuckDB 1.5 waits for them for ever.
    """
    folder = target.with_name(f"attempt-{next(_ATTEMPTS)}.new")
    make_folder(folder)
    return folder / target.name


def _clear(target: Path) -> None:
    """Remove what attempts left, also those of killed processes."""
    for folder in target.parent.glob("attempt-*.new"):
        shutil.rmtree(folder, ignore_errors=True)


def _build(home: Path, fresh: Path, snapshot: int | None) -> None:
    config = {**OFFLINE, **SETTINGS, "temp_directory": str(fresh.with_name("spilled"))}
    with flushing(fresh), translated(str(fresh), otherwise=WarehouseError), duckdb.connect(config=config) as con:
        con.execute("set enable_progress_bar = false")
        con.execute("set global timezone = 'UTC'")
        know_texts(con, home)
        attach_warehouse(con, home, "live", snapshot)
        build_copy(con, fresh)


@contextmanager
def _space(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFullError(f"{target}: hết chỗ trên đĩa; bản công bố cũ còn nguyên") from error
        raise WarehouseError(f"{target}: {error.strerror}") from error
