"""What keeps outlets from being read, as rows of core.incidents: a pure function of the landed runs.

Doors that fail, pages that read worse (both judged at the run that shows it), and silences found by the outlet's own
rhythm (flows/silence.py), each with its cause. Incidents open and close by themselves.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import numpy as np

from flows.doorwatch import DOOR_CAUSES, DoorRow, watch_doors
from flows.pagewatch import EntryRow, PageRow, PageWatch
from flows.silence import silences
from flows.spells import Spell
from flows.troubles import Docket, Trouble
from flows.watchspan import Span, months, span_of
from warehouse import store
from warehouse.db import Connection, transaction

Rows = Sequence[Mapping[str, Any]]
_NOTED = 100  # runs whose pages are looked at in one statement: it takes their bodies apart


@dataclass(frozen=True, slots=True)
class Incident:
    """One line of `core.incidents`."""

    incident_id: str
    source_id: str
    cause: str
    since_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    opened_run_id: str | None
    reason: str | None
    expected: float | None
    seen: float | None
    p: float | None


def refresh(con: Connection, runs: Sequence[str]) -> None:
    """Bring the incidents up to date after `runs` were loaded, all or nothing.

    Only the months are watched that these runs reach into, see flows/watchspan.py.
    """
    note(con, runs)
    (told,) = store.query(con, "watch_span", runs=list(runs))
    if told["newest_at"] is None:
        return
    with transaction(con):
        for month in months(told["first_at"], told["newest_at"]):
            _watch_month(con, month)
        store.replace(con, "core.watched", [_Watched(told["newest_at"])], {})


def note(con: Connection, runs: Sequence[str]) -> None:
    """Keep what the watch reads of these runs, and of those whose pages they turned out to have shown first."""
    retold: set[str] = set()
    for some in _parts(runs):
        (when,) = store.query(con, "watch_when", runs=some)
        retold |= {row["run_id"] for row in store.query(con, "watch_retold", runs=some, **when)}
    for some in _parts({*runs, *retold}):
        (when,) = store.query(con, "watch_when", runs=some)
        for what in ("doors", "pages"):
            store.query(con, f"watch_forget_{what}", runs=some)
            store.query(con, f"watch_note_{what}", runs=some, **when)


def _parts(runs: Iterable[str]) -> Iterator[list[str]]:
    """The runs in their order, some at a time."""
    wanted = sorted(runs)
    return (wanted[at : at + _NOTED] for at in range(0, len(wanted), _NOTED))


@dataclass(frozen=True, slots=True)
class _Watched:
    """The line of `core.watched`."""

    newest_at: datetime


def _watch_month(con: Connection, month: datetime) -> None:
    """Put what the month shows in the place of all that was found from it on."""
    before = [Incident(**row) for row in store.query(con, "watch_incidents", until=month)]
    kept = [replace(one, closed_at=None) if one.closed_at and one.closed_at >= month else one for one in before]
    span = span_of(month, ((one.source_id, one.opened_at) for one in kept if one.closed_at is None))
    store.replace(con, "core.incidents", followed(kept, find(con, span), month), {})


def followed(kept: Sequence[Incident], found: Sequence[Incident], month: datetime) -> list[Incident]:
    """The incidents of the months before, those still open followed into this one, and the new ones of this one.

    One that this month no longer shows ended with the month before.
    """
    last = {
        (one.source_id, one.cause): one.closed_at
        for one in found
        if one.opened_at < month and (one.closed_at is None or one.closed_at >= month)
    }
    carried = [
        replace(one, closed_at=last.get((one.source_id, one.cause), month)) if one.closed_at is None else one
        for one in kept
    ]
    return carried + [one for one in found if one.opened_at >= month]


def find(con: Connection, span: Span) -> list[Incident]:
    """All incidents that the loaded runs of a span show, oldest first."""
    doors, pages, entries = (
        _by_source(store.query(con, f"watch_{name}", **span.params())) for name in ("doors", "pages", "entries")
    )
    dockets: dict[str, Docket] = {}
    for source_id in sorted(doors.keys() | pages.keys() | entries.keys()):
        docket = dockets[source_id] = Docket(source_id)
        watch_doors((DoorRow(**row) for row in doors.get(source_id, ())), docket)
        _watch_pages(docket, pages.get(source_id, ()), entries.get(source_id, ()))
    for trouble in _silences(store.query(con, "watch_hours", **span.params())):
        if not _explained(trouble, dockets[trouble.source_id]):
            dockets[trouble.source_id].closed.append(trouble)
    found = [_incident(one) for docket in dockets.values() for one in docket.all()]
    return sorted(found, key=lambda one: (one.opened_at, one.incident_id))


def _watch_pages(docket: Docket, pages: Rows, entries: Rows) -> None:
    """Pages and entries in the order of their runs: a door trouble that ended must not be ended twice."""
    watch = PageWatch(Docket(docket.source_id))
    rows: list[PageRow | EntryRow] = [*(PageRow(**row) for row in pages), *(EntryRow(**row) for row in entries)]
    for row in sorted(rows, key=lambda one: (one.asked_at, one.run_id, isinstance(one, EntryRow))):
        if isinstance(row, PageRow):
            watch.pages(row)
        else:
            watch.entries(row)
    docket.closed.extend(one for one in watch.docket.all() if not _explained(one, docket))


def _explained(trouble: Trouble, docket: Docket) -> bool:
    """Whether a trouble of the doors, or one of the same cause, was there when it began or explains it."""
    causes = {trouble.cause, *DOOR_CAUSES}
    return any(
        one.cause in causes
        and one.opened_at <= trouble.opened_at
        and (one.closed_at is None or one.closed_at >= trouble.opened_at)
        for one in docket.all()
    )


def _silences(rows: Rows) -> list[Trouble]:
    """Silences and falls of outlets that answer: nothing but repeats is a stale feed, fewer than usual is quiet."""
    if not rows:
        return []
    sources = sorted({(row["source_id"], row["kind"]) for row in rows})
    place = {source_id: number for number, (source_id, _) in enumerate(sources)}
    kinds = sorted({kind for _, kind in sources})
    first = min(row["hour"] for row in rows)
    shape = len(sources), max(row["hour"] for row in rows) - first + 1
    seen, looked = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    where = ([place[row["source_id"]] for row in rows], [row["hour"] - first for row in rows])
    seen[where], looked[where] = [row["articles"] for row in rows], True
    group = np.array([kinds.index(kind) for _, kind in sources], dtype=np.int64)
    return [_of_spell(sources[spell.source][0], spell) for spell in silences(first, seen, looked, group)]


def _of_spell(source_id: str, spell: Spell) -> Trouble:
    return Trouble(
        source_id,
        "quiet" if spell.falling else "feed_stale",
        _end_of(spell.since),
        _end_of(spell.opened),
        None if spell.closed is None else _end_of(spell.closed),
        expected=round(spell.expected, 1),
        seen=round(spell.seen, 1),
        p=math.exp(-spell.score),
    )


def _end_of(hour: int) -> datetime:
    return datetime.fromtimestamp((hour + 1) * 3600, UTC)


def _by_source(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    return {source_id: list(group) for source_id, group in groupby(rows, key=lambda row: str(row["source_id"]))}


def _incident(trouble: Trouble) -> Incident:
    mark = f"{trouble.source_id}\n{trouble.cause}\n{trouble.opened_at.astimezone(UTC).isoformat()}"
    told = {field.name: getattr(trouble, field.name) for field in fields(Trouble)}
    return Incident(hashlib.sha256(mark.encode()).hexdigest()[:16], **told)
