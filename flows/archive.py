"""Digests as composed, kept as files: each says what was known at its hour, so it is never recomputed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.home import Home
from flows.routes import RouteRow
from flows.sections import SectionRow
from flows.wholefile import write_whole
from warehouse import store
from warehouse.db import Connection, transaction


class ArchiveError(Exception):
    """A digest can't be kept or read back; the message names the file."""


@dataclass(frozen=True, slots=True)
class DigestRow:
    """One line of `core.digests`; times as ISO 8601 text, as the file has them."""

    digest_id: str
    period: str
    scope: str
    day: str
    first_at: str
    last_at: str
    subject: str
    annotator_id: str | None
    as_of_run_id: str | None
    n_articles: int
    n_relevant: int
    scope_name: str | None = None


@dataclass(frozen=True, slots=True)
class DigestItemRow:
    """One line of `core.digest_items`."""

    digest_id: str
    position: int
    section: str | None
    disposition: str
    reason: str | None
    article_id: str
    version_id: str
    text_id: str
    story_id: str | None
    merged_into: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class DigestOutletRow:
    """One line of `core.digest_outlets`; the time as ISO 8601 text."""

    digest_id: str
    source_id: str
    state: str
    reason: str | None
    n_items: int
    n_articles: int
    n_relevant: int
    last_item_at: str | None


@dataclass(frozen=True, slots=True)
class DigestStoryRow:
    """One line of `core.digest_stories`; the time as ISO 8601 text."""

    digest_id: str
    story_id: str
    state: str
    articles: int
    outlets: int
    owners: int
    voices: int
    hot_at: str | None
    growth: float | None


@dataclass(frozen=True, slots=True)
class PreviousRow:
    """One line of `core.digest_previous`."""

    digest_id: str
    captured: int
    union: int
    labour: int
    stories: int


TABLES: Mapping[str, type[Any]] = {
    "digests": DigestRow,
    "digest_items": DigestItemRow,
    "digest_outlets": DigestOutletRow,
    "digest_stories": DigestStoryRow,
    "digest_routes": RouteRow,
    "digest_previous": PreviousRow,
    "digest_sections": SectionRow,
}


FIRST = frozenset({"digests", "digest_items", "digest_outlets"})  # what every kept digest has


def keep(con: Connection, home: Home, digest_id: str) -> Path:
    """Write the rows of a digest to `digests/<id>.json`, whole or not at all; ArchiveError when the disk refuses."""
    path = home.digests / f"{digest_id}.json"
    try:
        write_whole(path, _text(con, digest_id).encode())
    except OSError as error:
        raise ArchiveError(f"cannot keep {path}: {error.strerror}") from error
    return path


def _text(con: Connection, digest_id: str) -> str:
    rows = {table: store.query(con, f"archive_{table}", digest_id=digest_id) for table in TABLES}
    return _lines(rows)


def rows_of(con: Connection, digest_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a digest by table, as a file would hold them: times are text."""
    rows: dict[str, list[dict[str, Any]]] = json.loads(_text(con, digest_id))
    return rows


def kept_rows(home: Home, digest_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a digest as its file holds them; ArchiveError when there is none, or it can't be read."""
    path = home.digests / f"{digest_id}.json"
    _read(path)
    rows: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def _lines(tables: Mapping[str, list[dict[str, Any]]]) -> str:
    """The tables as JSON, a line for each row: a person can read and compare it, and it is quick to write."""
    parts = []
    for name, rows in tables.items():
        body = ",\n".join(f"  {json.dumps(row, ensure_ascii=False, default=_iso)}" for row in rows)
        parts.append(f" {json.dumps(name)}: [\n{body}\n ]" if rows else f" {json.dumps(name)}: []")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def restore(con: Connection, home: Home) -> list[str]:
    """Load every kept digest; gives what is wrong with the files that can't be read."""
    faults = []
    for path in sorted(home.digests.glob("*.json")):
        try:
            rows = _read(path)
        except ArchiveError as error:
            faults.append(str(error))
            continue
        with transaction(con):
            for table in TABLES:
                store.insert(con, f"core.{table}", rows[table])
    return faults


def _read(path: Path) -> dict[str, list[Any]]:
    try:
        rows = json_of(path.read_text(encoding="utf-8"))
        for later in TABLES.keys() - FIRST:  # digests kept before there were such rows
            rows.setdefault(later, [])
        return {table: [row_type(**row) for row in rows[table]] for table, row_type in TABLES.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{path}: not a kept digest: {error}") from error


def _iso(value: object) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no place in a kept digest")
