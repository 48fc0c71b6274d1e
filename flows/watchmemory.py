"""What the watch knows of a span of time, kept between loads: the next load is watched without reading the span again.

It is the state of pure automata after everything loaded so far. Where a load is not simply later than all that
(an older run, an outlet of another kind, another program) the span is read anew, with the same result.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from flows.doors import Asking
from flows.doorwatch import DOOR_CAUSES, DoorWatch
from flows.hourwatch import HourWatch
from flows.pagewatch import EntryRow, PageRow, PageWatch
from flows.troubles import Docket, Trouble
from flows.watchspan import Span
from warehouse import store
from warehouse.db import Connection
from warehouse.sqlfiles import queries_id

Rows = Sequence[Mapping[str, Any]]
_BY_RUN = ("doors", "news", "pages", "entries")
_CODE = (
    *("dayforms", "doors", "doorwatch", "falls", "hourwatch", "pagewatch", "rhythm", "silence", "spells", "troubles"),
    *("watchmemory", "watchspan"),
)


@dataclass(slots=True)
class OutletWatch:
    """What is known of one outlet's doors and pages."""

    doors: DoorWatch
    pages: PageWatch

    @classmethod
    def of(cls, source_id: str) -> "OutletWatch":
        """Nothing is known of this outlet yet."""
        return cls(DoorWatch(Docket(source_id)), PageWatch(Docket(source_id)))

    def take(self, rows: Mapping[str, Rows]) -> None:
        """Take in the rows of further runs, by query."""
        news = {row["run_id"]: row["articles"] for row in rows["news"]}
        self.doors.runs([Asking(**row) for row in rows["doors"]], news)
        seen: list[PageRow | EntryRow] = [PageRow(**row) for row in rows["pages"]]
        seen += [EntryRow(**row) for row in rows["entries"]]
        for one in sorted(seen, key=lambda one: (one.asked_at, one.run_id, isinstance(one, EntryRow))):
            if isinstance(one, PageRow):
                self.pages.pages(one)
            else:
                self.pages.entries(one)

    def docket(self) -> Docket:
        """The troubles of the doors, and those of the pages that the doors don't explain."""
        own = self.doors.docket
        told = Docket(own.source_id, list(own.closed), dict(own.open))
        told.closed.extend(one for one in self.pages.docket.all() if not _explained(one, told))
        return told


@dataclass(slots=True)
class Known:
    """What is known of a span after everything that was asked up to `until_at`."""

    span: Span
    until_at: datetime
    outlets: dict[str, OutletWatch] = field(default_factory=dict)

    def take(self, rows: Mapping[str, Rows]) -> None:
        """Take in the rows of further runs, by query."""
        by_source = {name: _by_source(rows[name]) for name in _BY_RUN}
        for source_id in sorted(set().union(*by_source.values())):
            outlet = self.outlets.setdefault(source_id, OutletWatch.of(source_id))
            outlet.take({name: found.get(source_id, ()) for name, found in by_source.items()})

    def troubles(self, silences: Iterable[Trouble]) -> list[Trouble]:
        """Everything told, with the silences that nothing else explains."""
        dockets = {source_id: outlet.docket() for source_id, outlet in self.outlets.items()}
        for one in silences:
            if not _explained(one, dockets[one.source_id]):
                dockets[one.source_id].closed.append(one)
        return [one for docket in dockets.values() for one in docket.all()]


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """The line of `ops.watch_memory`."""

    version: str
    known: str
    hours: str


_KNOWN = TypeAdapter(Known)


def watched(con: Connection, span: Span, newest_at: datetime, new_from: datetime | None) -> list[Trouble]:
    """All troubles that a span shows up to `newest_at`; what was learned is kept for the next time.

    What was loaded since the last time was asked from `new_from` on, or may be of any time (None).
    """
    version = _version(con)
    kept = _recall(con, version, span, new_from)
    if kept and new_from and kept[1].knows(hours := _hours(con, kept[1].ahead(span))):
        known, watch = kept
        known.take(_rows(con, span.after(new_from)))
    else:
        known, hours = Known(span, newest_at), _hours(con, span)
        watch = HourWatch.of(hours)
        known.take(_rows(con, span))
    known.until_at = newest_at
    silences = watch.troubles(hours, newest_at)
    row = MemoryRow(version, _KNOWN.dump_json(known).decode(), watch.packed())
    store.replace(con, "ops.watch_memory", [row], {})
    return known.troubles(silences)


def _recall(con: Connection, version: str, span: Span, new_from: datetime | None) -> tuple[Known, HourWatch] | None:
    """What is kept of this span, if everything new is later than that."""
    for row in store.query(con, "watch_memory", version=version):
        known = _KNOWN.validate_json(row["known"])
        if known.span == span and new_from and known.until_at < new_from:
            return known, HourWatch.unpacked(row["hours"])
    return None


def _rows(con: Connection, span: Span) -> dict[str, Rows]:
    return {name: store.query(con, f"watch_{name}", **span.params()) for name in _BY_RUN}


def _hours(con: Connection, span: Span) -> Rows:
    return store.query(con, "watch_hours", **span.params())


def _version(con: Connection) -> str:
    """What decides what is learned, beside the runs: this program and the kinds of the outlets."""
    kinds = store.query(con, "watch_kinds")
    return hashlib.sha256(f"{_code()} {[(row['source_id'], row['kind']) for row in kinds]}".encode()).hexdigest()[:16]


@cache
def _code() -> str:
    digest = hashlib.sha256(queries_id("watch_").encode())
    for name in _CODE:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()


def _by_source(rows: Rows) -> dict[str, Rows]:
    return {source_id: list(group) for source_id, group in groupby(rows, key=lambda row: str(row["source_id"]))}


def _explained(trouble: Trouble, docket: Docket) -> bool:
    """Whether a trouble of the doors, or one of the same cause, was there when it began or explains it."""
    causes = {trouble.cause, *DOOR_CAUSES}
    return any(
        one.cause in causes
        and one.opened_at <= trouble.opened_at
        and (one.closed_at is None or one.closed_at >= trouble.opened_at)
        for one in docket.all()
    )
