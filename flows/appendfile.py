"""Append-only files of JSON lines that several processes write: each line on the disk before the next step."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawlers.given import json_of
from flows.wholefile import make_folder
from warehouse.disk import sync

_PIECE = 65536


@contextmanager
def appending(path: Path) -> Iterator[int]:
    """The file (made when missing, mode 600) under an exclusive lock, as a descriptor for `add`; OSError as it comes.

    A line that a crash tore is cut off first: nobody went on before it was whole, and it would spoil the next one.
    """
    make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        sync(path.parent)  # a new name must survive a power cut
        _mend_end(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def add(descriptor: int, *lines: str, durable: bool = True) -> None:
    """Add lines and, with `durable`, wait until the disk has them."""
    content = "".join(f"{line}\n" for line in lines).encode()
    while content:  # a disk that is nearly full takes a part and says so only at the next write
        content = content[os.write(descriptor, content) :]
    if durable:
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
        json_of(line)
    except ValueError:
        os.ftruncate(descriptor, size - len(line))
    else:
        add(descriptor, "")
