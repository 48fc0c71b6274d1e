"""One process at a time in a home: the lock beside the warehouse, and who holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from warehouse.errors import WarehouseError, locked

_LOCK_POLL_S = 0.2


@contextmanager
def held(home: Path, file: Path, wait_s: float) -> Iterator[None]:
    """The home's lock while the block runs; LockedError naming `file` after `wait_s` seconds.

    DuckDB's own lock ends when the database file is copied or replaced; this one doesn't.
    """
    make_folder(home)
    handle = _open_lock(home / ".lock")
    try:
        until = time.monotonic() + wait_s
        while not _try_lock(handle):
            if time.monotonic() >= until:
                raise locked(str(file), _holder(handle))
            time.sleep(_LOCK_POLL_S)
        with suppress(OSError):  # who holds it is only told; a full disk must not hide what fails for real
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise WarehouseError(f"{path}: không mở được để ghi ({error.strerror})") from error


def _holder(handle: int) -> str | None:
    """Who says that it holds the lock, as a number; None when nobody does, or somebody wrote something else there."""
    with suppress(OSError):
        told = os.pread(handle, 20, 0).decode("ascii", "replace")
        return told if told.isdecimal() else None
    return None


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; WarehouseError when the place can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"{folder}: không tạo được thư mục ({error.strerror})") from error
