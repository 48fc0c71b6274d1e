"""Copies of the truth: every file of a home that can't be computed again, checksummed, each content kept once.

A backup folder holds `objects/ab/<sha256>` and one `manifests/<time>-<sha256>.json` a copy. What is derived (the
warehouse, the published copy, Prefect's history) is left out: `restore` computes it anew.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.given import json_of
from flows.progress import track
from flows.wholefile import sweep, write_whole

# what is computed anew, and the history of runs, a database that Prefect is writing
DERIVED = frozenset({"warehouse.duckdb", "warehouse.duckdb.wal", "published", "rebuild", "archive", "prefect"})
_OWNER_ONLY = 0o600  # journals hold addresses


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


def truth(home: Path) -> Iterator[Path]:
    """The files of a home that can't be computed again, in order; links and half-written files are left out."""
    for path in sorted(home.rglob("*")):
        parts = path.relative_to(home).parts
        hidden = any(part.startswith(".") for part in parts)  # what a killed step left, and locks
        if parts[0] not in DERIVED and not hidden and not path.is_symlink() and path.is_file():
            yield path


def back_up(home: Path, folder: Path) -> Copy:
    """Add a copy of the home to a backup folder, which is made when missing; BackupError when the disk refuses.

    A file whose size and time of change are those of the last copy is not read again.
    """
    if folder.resolve().is_relative_to(home.resolve()):
        raise BackupError(f"{folder}: a backup inside the home would be lost with it")
    last = copies(folder)[-1:] if folder.exists() else []
    known = {one.path: one for copy in last for one in read_copy(copy).files}
    kept, new_bytes = [], 0
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "manifests").mkdir(exist_ok=True)  # what makes it a backup, also when this copy is cut short
        sweep(folder)
        for path in track(list(truth(home)), "backup"):
            found = _keep(home, path, folder, known)
            if found:
                kept.append(found[0])
                new_bytes += found[1]
        return Copy(_write_manifest(folder, kept), tuple(kept), new_bytes)
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror}") from error


def copies(folder: Path) -> list[Path]:
    """The manifests of a backup folder, oldest first; BackupError when it is none."""
    found = sorted((folder / "manifests").glob("*.json"))
    if folder.exists() and any(folder.iterdir()) and not (folder / "manifests").is_dir():
        raise BackupError(f"{folder}: neither empty nor a backup")
    return found


def read_copy(manifest: Path) -> Copy:
    """A copy by its manifest; BackupError when that is not the file that was written."""
    try:
        content = manifest.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest.stem.rpartition("-")[2]:
            raise BackupError(f"{manifest}: damaged, its checksum is another")
        return Copy(manifest, tuple(Kept(**row) for row in json_of(content)))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(f"{manifest}: {error}") from error


def verify(folder: Path, copy: Copy) -> Iterator[str]:
    """What of a copy can't be restored, file by file."""
    for one in track(copy.files, "verify"):
        if complaint := _fault(folder, one):
            yield complaint


def restore(folder: Path, copy: Copy, home: Path) -> list[str]:
    """Write the files of a copy into an empty home; gives what was damaged and therefore left out.

    Cut short it is simply done again. BackupError when the home holds anything else, or the disk refuses.
    """
    if strange := _strange(home, copy):
        raise BackupError(f"{home}: not empty ({strange}); restore into a new home and put it in place yourself")
    faults = []
    for one in track(copy.files, "restore"):
        if complaint := _fault(folder, one):
            faults.append(complaint)
            continue
        try:
            _put(_object(folder, one.sha256), home / one.path, one)
        except OSError as error:
            raise BackupError(f"{home / one.path}: {error.strerror}") from error
    return faults


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


def prune(folder: Path, *, keep: int) -> int:
    """Remove all but the last `keep` copies and what only they held; gives the number of copies removed."""
    every = copies(folder)
    gone = every[: max(0, len(every) - keep)]
    for manifest in gone:
        manifest.unlink()
    if gone:
        held = {one.sha256 for manifest in every[len(gone) :] for one in read_copy(manifest).files}
        for path in (folder / "objects").glob("*/*"):
            if path.name not in held:
                path.unlink()
    return len(gone)


def _keep(home: Path, path: Path, folder: Path, known: dict[str, Kept]) -> tuple[Kept, int] | None:
    """One file as kept and how many bytes that added; None when it is gone in the meantime."""
    name = path.relative_to(home).as_posix()
    try:
        status = path.stat()
        before = known.get(name)
        if before and _unchanged(before, status) and _object(folder, before.sha256).is_file():
            return before, 0
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    sha256 = hashlib.sha256(content).hexdigest()
    one = Kept(name, len(content), stat.S_IMODE(status.st_mode), status.st_mtime_ns, sha256)
    target = _object(folder, sha256)
    if target.is_file():
        return one, 0
    write_whole(target, content, mode=_OWNER_ONLY)
    return one, one.size


def _unchanged(before: Kept, status: os.stat_result) -> bool:
    return (before.size, before.mtime_ns) == (status.st_size, status.st_mtime_ns)


def _write_manifest(folder: Path, kept: Iterable[Kept]) -> Path:
    content = json.dumps([asdict(one) for one in kept], ensure_ascii=False, indent=0).encode()
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    path = folder / "manifests" / f"{stamp}-{hashlib.sha256(content).hexdigest()}.json"
    write_whole(path, content, mode=_OWNER_ONLY)
    return path


def _fault(folder: Path, one: Kept) -> str | None:
    path = _object(folder, one.sha256)
    if Path(one.path).is_absolute() or ".." in Path(one.path).parts:
        return f"{one.path}: leads out of the home"
    try:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        return f"{one.path}: {path}: {error.strerror}"
    return None if found == one.sha256 else f"{one.path}: {path}: damaged, its checksum is another"


def _put(source: Path, target: Path, one: Kept) -> None:
    write_whole(target, source.read_bytes(), mode=one.mode)
    os.utime(target, ns=(one.mtime_ns, one.mtime_ns))


def _object(folder: Path, sha256: str) -> Path:
    return folder / "objects" / sha256[:2] / sha256
