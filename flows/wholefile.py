"""Files written whole or not at all: what can't be computed again must never stand half written."""

import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from warehouse.disk import sync

DRAFT = ".tmp"


def write_whole(path: Path, content: bytes | Iterable[bytes], *, mode: int | None = None) -> None:
    """Write a file, its folder made when missing, and wait for the disk; `mode` are its permission bits.

    On an error, also one of who gives the content in pieces, after a kill or a power cut there is the old file or the
    new one. Two processes that write the same file do so one after the other.
    """
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}{DRAFT}")
    descriptor = _claimed(draft)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        os.ftruncate(descriptor, 0)  # what a killed process left
        for piece in [content] if isinstance(content, bytes) else content:
            _fill(descriptor, piece)
        os.fsync(descriptor)
        draft.replace(path)
        sync(path.parent)
    except Exception:
        with suppress(OSError):  # the first error is the one to tell
            draft.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it so that they survive a power cut; `mode` is that of the last one."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode, exist_ok=True)
    sync(folder.parent)


def _claimed(draft: Path) -> int:
    """The draft, open and locked; one that another process has just put in its place is none any more.

    A link or pipe of its name, such as somebody may lay where others write, is taken away.
    """
    while True:
        if draft.is_symlink() or draft.is_fifo():
            draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), os.stat(draft)):
                return descriptor
        os.close(descriptor)


def _fill(descriptor: int, content: bytes) -> None:
    while content:  # a disk that is nearly full takes a part and says so only at the next write
        content = content[os.write(descriptor, content) :]


def sweep(folder: Path, *, apart_from: Path | None = None) -> int:
    """Remove the drafts that killed processes left below a folder, but for one folder in it; gives their number."""
    removed = 0
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(place, name) != apart_from]
        removed += sum(_removed(Path(place, name)) for name in files if name[0] == "." and name.endswith(DRAFT))
    return removed


def _removed(draft: Path) -> bool:
    """Whether nobody was writing the draft, which is gone then."""
    try:
        with draft.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
    except OSError:  # locked, gone, or not ours to open
        return False
    return True
