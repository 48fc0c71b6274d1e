"""Marks of steps at work, `HOME/.running/`: one whose process is gone tells of a step that nobody ended.

DuckDB ends the whole process when a disk fills in the middle of a commit, the system when memory does: no line of
Python runs then. A mark is locked as long as its process lives; whoever finds it unlocked knows. Its name tells the
step, for a power cut may leave no more of it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.home import Home
from flows.wholefile import DRAFT, make_folder, sweep

_AS_A_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC  # a pipe would be waited for
_LONGEST = 200  # bytes of a mark, letters of a step's name
_MOMENT = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Mark:
    """A step that began at a moment (UTC) in a run, and where its mark lies."""

    step: str
    begun_at: datetime
    run: str
    path: Path


@contextmanager
def running(home: Home, step: str, begun_at: datetime, run: str) -> Iterator[None]:
    """A mark that is there while the block runs; none on a disk that takes none."""
    path = _folder(home) / f"{begun_at.astimezone(UTC).strftime(_MOMENT)}-{os.getpid()}-{step}"
    descriptor = None
    with suppress(OSError):
        descriptor = _written(path, run)
    try:
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            os.close(descriptor)


def fallen(home: Home) -> Iterator[Mark]:
    """The marks of steps whose process is gone, oldest first; each can be taken away while it is looked at."""
    for path in sorted(_folder(home).glob("[0-9]*-*-*")):
        moment, _, step = path.name.split("-", 2)
        with suppress(OSError, ValueError), os.fdopen(os.open(path, _AS_A_FILE), "rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle.fileno()).st_nlink:  # else another process has told of it meanwhile
                begun_at = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)
                told = handle.read(_LONGEST) if path.is_file() else b""
                yield Mark(step[:_LONGEST], begun_at, told.decode("ascii", "replace").strip("\0"), path)


def sweep_marks(home: Home) -> None:
    """Remove the marks that were killed before they stood in their place: no other step writes them anew."""
    sweep(_folder(home))


def _written(path: Path, run: str) -> int:
    """A mark in its place, locked before anybody sees it."""
    make_folder(path.parent, 0o700)
    draft = path.with_name(f".{path.name}{DRAFT}")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.write(descriptor, run.encode())
        draft.replace(path)
    except OSError:
        os.close(descriptor)
        draft.unlink(missing_ok=True)
        raise
    return descriptor


def _folder(home: Home) -> Path:
    return home.root / ".running"
