"""Append-only files of JSON lines that several processes write: each line on the disk before the next step."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PIECE = 65536


@contextmanager
def appending(path: Path) -> Iterator[int]:
    """The file (made when missing, mode 600) under an exclusive lock, as a descriptor for `add`; OSError as it comes.

    A line that a crash tore is cut off first: nobody went on before it was whole, and it would spoil the next one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        _sync_folder(path.parent)
        _mend_end(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def add(descriptor: int, *lines: str, sync: bool = True) -> None:
    """Add lines and, with `sync`, wait until the disk has them."""
    content = "".join(f"{line}\n" for line in lines).encode()
    while content:  # a disk that is nearly full takes a part and says so only at the next write
        content = content[os.write(descriptor, content) :]
    if sync:
        os.fsync(descriptor)


def _mend_end(descriptor: int) -> None:
    """Close a last line that is whole but for its end, cut one that is not; looks at the file's last bytes only."""
    size = os.fstat(descriptor).st_size
    if not size or os.pread(descriptor, 1, size - 1) == b"\n":
        return
    tail, begin = b"", size
    while begin and b"\n" not in tail:
        begin = max(0, begin - _PIECE)
        tail = os.pread(descriptor, size - begin, begin)
    line = tail.rpartition(b"\n")[2]
    try:
        json.loads(line)
    except ValueError:
        os.ftruncate(descriptor, size - len(line))
    else:
        add(descriptor, "")


def _sync_folder(folder: Path) -> None:
    """Make a new name in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
