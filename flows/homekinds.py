"""What lies in a home, kind by kind: files, bytes, the newest; for the operator and as mart.home_kinds."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.home import Home
from warehouse import store
from warehouse.db import Connection


@dataclass(frozen=True, slots=True)
class HomeKind:
    """One line of `ops.home_kinds`: a folder or a database of the home; the time in UTC, None when it is empty."""

    kind: str
    files: int = 0
    bytes: int = 0
    newest_at: datetime | None = None


def kinds_of(home: Home) -> list[HomeKind]:
    """Everything in the home by the first name of its path, in order; what vanishes meanwhile is not counted."""
    found: dict[str, HomeKind] = {}
    for path, status in _files(home.root):
        name = path.relative_to(home.root).parts[0].partition(".")[0]
        if not name:
            continue  # locks and drafts
        known = found.get(name) or HomeKind(name)
        at = datetime.fromtimestamp(status.st_mtime, UTC)
        newest = max(known.newest_at or at, at)
        found[name] = replace(known, files=known.files + 1, bytes=known.bytes + status.st_size, newest_at=newest)
    return [found[name] for name in sorted(found)]


def load(con: Connection, home: Home) -> None:
    """Replace ops.home_kinds by what is there now."""
    store.replace(con, "ops.home_kinds", kinds_of(home), {})


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            try:
                yield path, path.lstat()
            except FileNotFoundError:
                continue
