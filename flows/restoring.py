"""A backup read back: its copies, what of them is damaged, and a new home from one; nothing in it is trusted.

A manifest is JSON rows of `path, size, mode, mtime_ns, sha256`; its name holds the time (UTC) and its own checksum.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from crawlers.given import json_of
from flows.progress import track
from flows.truth import is_truth, truth
from flows.wholefile import write_whole

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20


class BackupError(Exception):
    """A copy can't be made or read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a copy: `path` below the home, its permission bits, content and time of change."""

    path: str
    size: int
    mode: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a home; `new_bytes` of it were not in the backup before."""

    manifest: Path
    files: tuple[Kept, ...]
    new_bytes: int = 0

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(one.size for one in self.files)


def copies(folder: Path) -> list[Path]:
    """The manifests of a backup folder, oldest first; BackupError when it is none."""
    found = sorted((folder / "manifests").glob("*.json"))
    if folder.exists() and any(folder.iterdir()) and not (folder / "manifests").is_dir():
        raise BackupError(f"{folder}: neither empty nor a backup")
    return found


def read_copy(manifest: Path) -> Copy:
    """A copy by its manifest; BackupError when that is not the file that was written, or none that is ever written."""
    try:
        with _regular(manifest) as handle:
            content = handle.read()
        if hashlib.sha256(content).hexdigest() != manifest.stem.rpartition("-")[2]:
            raise BackupError(f"{manifest}: damaged, its checksum is another")
        files = tuple(map(_kept, json_of(content)))
        names = {one.path for one in files}
        if len(names) < len(files) or any(str(above) in names for one in names for above in PurePosixPath(one).parents):
            raise ValueError("one name for two files")
        return Copy(manifest, files)
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(f"{manifest}: {error}") from error


def _kept(row: Mapping[str, Any]) -> Kept:
    one = Kept(**row)
    numbers = (one.size, one.mode, one.mtime_ns)
    if not all(type(number) is int and 0 <= number < 2**63 for number in numbers) or one.mode > 0o777:
        raise ValueError(f"{one.path!r}: no file has these numbers")
    if not _SHA256.fullmatch(one.sha256) or one.path != _plain(one.path):
        raise ValueError(f"{one.path!r}: no name of a file, or no checksum")
    os.fsencode(one.path)  # half a character has no place on a disk
    return one


def _plain(path: str) -> str | None:
    """The name as a copy writes it; None for what names no file."""
    return None if path == "." or "\0" in path else str(PurePosixPath(path))


def verify(folder: Path, copy: Copy) -> Iterator[str]:
    """What of a copy can't be restored, file by file."""
    for one in track(copy.files, "verify"):
        if complaint := fault(folder, one):
            yield complaint


def fault(folder: Path, one: Kept) -> str | None:
    """Why a file of a copy can't be restored; None when it can."""
    try:
        for _ in content_of(folder, one):
            pass
    except _DamagedError as error:
        return str(error)
    return None


def restore(folder: Path, copy: Copy, home: Path) -> list[str]:
    """Write the files of a copy into an empty home; gives what was damaged and therefore left out.

    Cut short it is simply done again. BackupError when the home holds anything else, or the disk refuses.
    """
    if strange := _strange(home, copy):
        raise BackupError(f"{home}: not empty ({strange}); restore into a new home and put it in place yourself")
    faults = []
    for one in track(copy.files, "restore"):
        target = home / one.path
        try:
            write_whole(target, content_of(folder, one), mode=one.mode)
            os.utime(target, ns=(one.mtime_ns, one.mtime_ns))
        except _DamagedError as error:
            faults.append(str(error))
        except OSError as error:
            raise BackupError(f"{target}: {error.strerror}") from error
    return faults


class _DamagedError(Exception):
    """A content is not what its copy says; the message names both files."""


def content_of(folder: Path, one: Kept) -> Iterator[bytes]:
    """The content of a file in pieces; _DamagedError, behind the last of them at the latest, when it is another."""
    parts = PurePosixPath(one.path).parts
    if one.path.startswith("/") or ".." in parts or not is_truth(parts):
        raise _DamagedError(f"{one.path}: leads out of the home, or to what is never in a copy")
    path, digest = object_of(folder, one.sha256), hashlib.sha256()
    try:
        with _regular(path) as handle:
            is_whole = os.fstat(handle.fileno()).st_size == one.size
            while is_whole and (piece := handle.read(_PIECE)):
                digest.update(piece)
                yield piece
    except OSError as error:
        raise _DamagedError(f"{one.path}: {path}: {error.strerror or error}") from error
    if not is_whole or digest.hexdigest() != one.sha256:
        raise _DamagedError(f"{one.path}: {path}: damaged, its checksum is another")


def _regular(path: Path) -> BinaryIO:
    """A file open to be read; OSError for a link, a pipe, which would be waited for, or a device, which never ends."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(f"{path}: no regular file")


def object_of(folder: Path, sha256: str) -> Path:
    """Where a content lies."""
    return folder / "objects" / sha256[:2] / sha256


def _strange(home: Path, copy: Copy) -> str | None:
    """A file of a home that is not as the copy has it; None in a new home, or one that a cut restore began."""
    known = {one.path: one for one in copy.files}
    for path in truth(home) if home.exists() else ():
        one = known.get(path.relative_to(home).as_posix())
        if (
            one is None
            or one.size != path.stat().st_size
            or hashlib.sha256(path.read_bytes()).hexdigest() != one.sha256
        ):
            return path.relative_to(home).as_posix()
    return None
