"""Copies of the truth: every file of a home that can't be computed again, checksummed, each content kept once.

A backup folder holds `objects/ab/<sha256>` and one `manifests/<time>-<sha256>.json` a copy. What is derived (the
warehouse, the published copy, Prefect's history) is left out: `restore` (flows/restoring.py) computes it anew.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from crawlers.alone import alone_in
from crawlers.landing import settle
from flows.moments import STAMP, behind
from flows.progress import track
from flows.restoring import BackupError, Copy, Kept, copies, fault, object_of, read_copy
from flows.truth import files_of, units
from flows.wholefile import sweep, write_whole

_OWNER_ONLY = 0o600  # journals hold addresses


def back_up(home: Path, folder: Path) -> Copy:
    """Add a copy of the home to a backup folder, which is made when missing; BackupError when the disk refuses.

    A file whose size and time of change are those of the last copy is not read again. One process at a time writes a
    backup, and no landed run is rewritten while it is copied.
    """
    if folder.resolve().is_relative_to(home.resolve()):
        raise BackupError(f"{folder}: a backup inside the home would be lost with it")
    every = copies(folder) if folder.exists() else []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "manifests").mkdir(exist_ok=True)  # what makes it a backup, also when this copy is cut short
        with alone_in(folder):
            sweep(folder)
            found = list(_kept(home, folder, _known(every)))
            kept = tuple(one for one, _ in found)
            return Copy(_write_manifest(folder, kept), kept, sum(new_bytes for _, new_bytes in found))
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror}") from error


def discard(folder: Path, copy: Copy) -> None:
    """Take damaged contents of a copy out of the backup: the next copy brings them anew from the home."""
    with alone_in(folder):
        for one in copy.files:
            if fault(folder, one):
                object_of(folder, one.sha256).unlink(missing_ok=True)


def prune(folder: Path, *, keep: int) -> int:
    """Remove all but the last `keep` copies and what only they held; gives the number of copies removed."""
    with alone_in(folder):
        every = copies(folder)
        first = max(0, len(every) - keep)
        gone, left = every[:first], every[first:]
        if not gone:
            return 0
        held = {one.sha256 for manifest in left for one in read_copy(manifest).files}
        for manifest in gone:
            manifest.unlink()
        for path in (folder / "objects").glob("*/*"):
            if path.name not in held:
                path.unlink()
    return len(gone)


def _known(every: list[Path]) -> dict[str, Kept]:
    """The files of the last copy that can be read: a damaged one must not keep the next from being made."""
    for manifest in reversed(every):
        with suppress(BackupError):
            return {one.path: one for one in read_copy(manifest).files}
    return {}


def _kept(home: Path, folder: Path, known: dict[str, Kept]) -> Iterator[tuple[Kept, int]]:
    """Every file as kept and how many bytes that added."""
    landed = home / "landed"
    if landed.is_dir():
        settle(landed)  # a run that a killed takedown moved aside is no run
    for unit in track(list(units(home)), "backup"):
        with alone_in(landed) if unit.parent == landed else nullcontext():
            for path in files_of(home, unit):
                if found := _keep(home, path, folder, known):
                    yield found


def _keep(home: Path, path: Path, folder: Path, known: dict[str, Kept]) -> tuple[Kept, int] | None:
    """One file as kept and how many bytes that added; None when it is gone in the meantime."""
    name = path.relative_to(home).as_posix()
    try:
        status = path.stat()
        before = known.get(name)
        if before and _unchanged(before, status) and _is_there(folder, before):
            return before, 0
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    sha256 = hashlib.sha256(content).hexdigest()
    one = Kept(name, len(content), stat.S_IMODE(status.st_mode) & 0o777, status.st_mtime_ns, sha256)
    if _is_there(folder, one):
        return one, 0
    write_whole(object_of(folder, sha256), content, mode=_OWNER_ONLY)
    return one, one.size


def _is_there(folder: Path, one: Kept) -> bool:
    """Whether a content is in the backup, by its size: whether it is whole is what `verify` reads."""
    path = object_of(folder, one.sha256)
    return path.is_file() and path.stat().st_size == one.size


def _unchanged(before: Kept, status: os.stat_result) -> bool:
    return (before.size, before.mtime_ns) == (status.st_size, status.st_mtime_ns)


def _write_manifest(folder: Path, kept: Iterable[Kept]) -> Path:
    content = json.dumps([asdict(one) for one in kept], ensure_ascii=False, indent=0).encode()
    moment = behind(copies(folder), datetime.now(UTC))  # the newest copy must not be pruned as the oldest
    path = folder / "manifests" / f"{moment:{STAMP}}-{hashlib.sha256(content).hexdigest()}.json"
    write_whole(path, content, mode=_OWNER_ONLY)
    return path
