"""Append-only files that several processes write: one at a time, each line on the disk before the next step."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.wholefile import make_folder, sync


@contextmanager
def appending(path: Path) -> Iterator[int]:
    """The file (made when missing, mode 600) under an exclusive lock, as a descriptor for `add`; OSError as it comes.

    A line that a crash tore is closed first, so that it spoils no other.
    """
    make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        sync(path.parent)  # a new name must survive a power cut
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            add(descriptor, "")
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
