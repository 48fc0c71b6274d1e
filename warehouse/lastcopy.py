"""The last published copy as the beginning of the next: whether it can be, and the bringing of its bytes.

`HOME/.published.json` says what the copy was when it took its place: its size and checksum, by which a damaged one is
known, the program that made it, and how often it was added to since it was made whole.
"""

import errno
import hashlib
import json
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import duckdb

from warehouse.sqlfiles import ROOM, sql_names, sql_path

# each addition leaves a stretch of its own in the search index, and blocks that were deleted
MOST_ADDITIONS = 32
MOST_GROWTH = 1.5
_PIECE = 4 << 20
_MODULES = ("publishing.py", "bringing.py", "indexing.py", "contract.toml")
_FOLDERS = ("macros", "views", "comments", "published")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a copy: the program that made it, bytes and CRC-32, additions and bytes since it was whole."""

    form: str
    size: int
    checksum: int
    additions: int
    whole_size: int


def taken(home: Path, copy: Path, fresh: Path) -> Mark | None:
    """Bring the bytes of the last copy into `fresh` and give its mark; None when it can't be built upon.

    That is so without a copy or mark, after another program, when the copy was added to often or grew too much, and
    when its bytes are not those that were published.
    """
    mark = last_mark(home)
    if mark is None or mark.form != form() or mark.additions >= MOST_ADDITIONS:
        return None
    if not copy.is_file() or copy.stat().st_size != mark.size or mark.size > MOST_GROWTH * mark.whole_size:
        return None
    return mark if _checksum(copy, into=fresh) == mark.checksum else None


def marked(copy: Path, last: Mark | None) -> Mark:
    """What is to be known of a copy that takes its place; `last` is the mark of the one that it began as."""
    size = copy.stat().st_size
    return Mark(form(), size, _checksum(copy), last.additions + 1 if last else 0, last.whole_size if last else size)


def note(home: Path, mark: Mark) -> None:
    """Write down the mark of the copy that just took its place."""
    fresh = _path(home).with_suffix(".new")
    fresh.write_text(json.dumps(asdict(mark)), encoding="utf-8")
    fresh.replace(_path(home))


def last_mark(home: Path) -> Mark | None:
    """What was written down of the last copy; None when nothing was, or it can't be read."""
    try:
        return Mark(**json.loads(_path(home).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):  # a copy without one is made whole, which brings one
        return None


def _path(home: Path) -> Path:
    return home / ".published.json"


def _checksum(path: Path, into: Path | None = None) -> int:
    """The CRC-32 of the CRC-32s of a file's pieces, which are written into another one on the way; by two threads."""
    with path.open("rb", buffering=0) as source, ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        target = stack.enter_context(into.open("wb", buffering=0)).fileno() if into else None

        def one(start: int) -> bytes:
            piece = os.pread(source.fileno(), _PIECE, start)
            if target is not None and os.pwrite(target, piece, start) < len(piece):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(into))
            return zlib.crc32(piece).to_bytes(4)

        return zlib.crc32(b"".join(pool.map(one, range(0, path.stat().st_size, _PIECE))))


@cache
def form() -> str:
    """What a copy is made by: changes with every statement, view, comment and step, and with DuckDB."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    files = [ROOM / name for name in _MODULES]
    files += [sql_path(folder, name) for folder in _FOLDERS for name in sql_names(folder)]
    for path in files:
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()
