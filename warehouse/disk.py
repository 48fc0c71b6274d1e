"""Waiting for the disk: what is renamed into place must be there after a power cut."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

# seconds between two looks at a file that is being written: a disk takes some hundred MB in this time
_PAUSE = 1.0


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names that stand in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def flushing(path: Path) -> Iterator[None]:
    """Bring a file to the disk while it is written, so that little is left to wait for when it is whole.

    What the disk can't take is not told here: `sync` of the whole file will.
    """
    written = Event()

    def flush() -> None:
        while not written.wait(_PAUSE):
            with suppress(OSError):
                sync(path)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(flush)
        try:
            yield
        finally:
            written.set()
