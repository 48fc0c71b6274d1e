"""The failing disk, spoken to by ctypes, and what a power cut leaves of a folder."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")


def build(folder: Path) -> Path:
    """Compile the library; CalledProcessError or FileNotFoundError without a compiler."""
    target = folder / "disk.so"
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", str(target), str(SOURCE), "-ldl"], check=True)  # noqa: S607
    return target


def fails(folder: Path, change: int, error: int, kept: Path | None = None) -> None:
    """Fail with an errno at this change below a folder and at all later ones (0: only count).

    With `kept` the process dies there instead, and that folder holds what the disk had by then.
    """
    shadow = os.fsencode(kept) if kept else b""
    ctypes.CDLL(None).disk_fails(os.fsencode(folder), shadow, ctypes.c_long(change), ctypes.c_int(error))


def changes() -> int:
    """How many changes there were since `fails`."""
    ask = ctypes.CDLL(None).disk_changes
    ask.restype = ctypes.c_long
    return int(ask())


@dataclass(frozen=True, slots=True)
class Disk:
    """What lay in a folder when the power was still on: names by folder and files, by inode."""

    root: int
    names: Mapping[int, tuple[tuple[int, str], ...]]
    files: Mapping[int, Path]  # a copy of each that nobody changes

    @classmethod
    def of(cls, folder: Path, copy: Path) -> "Disk":
        """A folder and an equal one that stays."""
        names: dict[int, tuple[tuple[int, str], ...]] = {}
        files: dict[int, Path] = {}
        for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            inner = sorted(place.iterdir())
            names[place.stat().st_ino] = tuple((path.lstat().st_ino, path.name) for path in inner)
            files.update({p.stat().st_ino: copy / p.relative_to(folder) for p in inner if p.is_file()})
        return cls(folder.stat().st_ino, names, files)


def remains(before: Disk, now: Path, kept: Path, target: Path, *, names_first: bool) -> None:
    """Write into `target` what a power cut leaves of the folder `now`: of each file what was waited for.

    A file system may write names before contents (`names_first`), or names that nobody waited for never.
    """
    after = Disk.of(now, now)
    _write(before.root, target, before, after, kept, names_first=names_first)


def _write(place: int, target: Path, before: Disk, after: Disk, kept: Path, *, names_first: bool) -> None:
    target.mkdir(exist_ok=True)
    for inode, name in _names(place, before, after, kept, names_first=names_first):
        if inode in before.names or inode in after.names or (kept / f"names-{inode}").is_file():
            _write(inode, target / name, before, after, kept, names_first=names_first)
            continue
        content = kept / f"file-{inode}"
        found = content if content.is_file() else before.files.get(inode)
        if found is None:
            (target / name).touch(0o600)
        else:
            shutil.copyfile(found, target / name)


def _names(place: int, before: Disk, after: Disk, kept: Path, *, names_first: bool) -> tuple[tuple[int, str], ...]:
    if names_first:
        return after.names.get(place, ())
    synced = kept / f"names-{place}"
    if not synced.is_file():
        return before.names.get(place, ())
    lines = (line.partition(" ") for line in synced.read_text(encoding="utf-8").splitlines())
    return tuple((int(inode), name) for inode, _, name in lines)
