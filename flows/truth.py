"""What of a home can't be computed again: every file but those that are derived, hidden or links."""

from collections.abc import Iterator, Sequence
from pathlib import Path

# what is computed anew, and the history of runs, a database that Prefect is writing
DERIVED = frozenset({"warehouse.duckdb", "warehouse.duckdb.wal", "published", "rebuild", "archive", "prefect"})


def truth(home: Path) -> Iterator[Path]:
    """The files of a home that can't be computed again, in order; links and half-written files are left out.

    A folder that stands first in the home counts also when it lies elsewhere, by a link: on another disk.
    """
    for unit in units(home):
        yield from files_of(home, unit)


def units(home: Path) -> Iterator[Path]:
    """The same files by what belongs together: a landed run as a folder, anything else as a file."""
    for top in sorted(home.iterdir()):
        if top.name == "landed" and top.is_dir():
            yield from (path for path in sorted(top.iterdir()) if is_truth(path.relative_to(home).parts))
        elif is_truth((top.name,)):
            yield from files_of(home, top)


def files_of(home: Path, unit: Path) -> Iterator[Path]:
    """The files of a unit, in order; none when it is gone in the meantime."""
    for path in sorted(unit.rglob("*")) if unit.is_dir() else [unit]:
        if is_truth(path.relative_to(home).parts) and not path.is_symlink() and path.is_file():
            yield path


def links(home: Path) -> Iterator[Path]:
    """The links that are no truth, though what they lead to may be: nothing of it is in a copy."""
    for top in sorted(home.iterdir()):
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_symlink() and is_truth(path.relative_to(home).parts):
                yield path


def is_truth(parts: Sequence[str]) -> bool:
    """Whether a file may be truth, by the parts of its name below the home; hidden ones are half written, or locks."""
    return parts[0] not in DERIVED and not any(part.startswith(".") for part in parts)
