"""What must not be kept: tombstones in `takedowns/*.jsonl`, files that are only ever added; done ones bear a mark.

A tombstone holds the hash of an address and no word of the article: nothing brings it back, and nothing tells it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.corrections import said_in_files
from flows.home import Home
from flows.moments import STAMP
from flows.wholefile import write_whole

MOST_REASON = 500  # characters


class TakedownError(Exception):
    """A takedown can't be done, noted or read back; the message names the article, or the file and line."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One article that is not kept; `since` (UTC): no run before it can hold the article; `said_by` is a role."""

    tombstone_id: str
    article_id: str
    source_id: str
    since: str
    reason: str
    said_by: str
    said_at: str


def land(home: Home, articles: Mapping[str, str], *, since: datetime, reason: str, role: str, at: datetime) -> Path:
    """Write one tombstone for each article (its id → its outlet), whole or not at all; gives the file."""
    moment = at.astimezone(UTC)
    lines = [
        {
            "article_id": article_id,
            "source_id": source_id,
            "since": since.astimezone(UTC).isoformat(),
            "reason": reason[:MOST_REASON],
            "said_by": role,
            "said_at": moment.isoformat(),
        }
        for article_id, source_id in sorted(articles.items())
    ]
    path = _folder(home) / f"{moment:{STAMP}}.jsonl"
    try:
        write_whole(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
    except OSError as error:
        raise TakedownError(f"{path}: không ghi được ({error.strerror})") from error
    return path


def standing(home: Home) -> dict[str, Tombstone]:
    """Every tombstone by article; TakedownError names the line that can't be read: nothing is loaded meanwhile."""
    found = said_in_files(_folder(home), Tombstone, "gỡ bài", None, TakedownError)
    return {one.article_id: one for one in found}


def pending(home: Home) -> list[Path]:
    """The files whose articles may still be somewhere in the home."""
    return [path for path in sorted(_folder(home).glob("*.jsonl")) if not _mark(path).is_file()]


def mark_done(paths: Iterable[Path]) -> None:
    """Note that nothing of these is left."""
    for path in paths:
        write_whole(_mark(path), b"")


def as_rows(tombstones: Iterable[Tombstone]) -> list[dict[str, str]]:
    """Plain rows, the latest first."""
    return [asdict(one) for one in sorted(tombstones, key=lambda one: one.said_at, reverse=True)]


def _mark(path: Path) -> Path:
    return path.with_suffix(".done")


def _folder(home: Home) -> Path:
    return home.root / "takedowns"
