"""What keeps outlets from being read, as rows of core.incidents: a pure function of the landed runs.

Doors that fail, pages that read worse (both judged at the run that shows it), and silences found by the outlet's own
rhythm (flows/silence.py), each with its cause. Incidents open and close by themselves.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta

from flows.troubles import Trouble
from flows.watchmemory import watched
from flows.watchspan import months, span_of
from warehouse import store
from warehouse.db import Connection, transaction

_NOTED = 100  # runs whose pages are looked at in one statement: it takes their bodies apart
_NOTHING_NEW = timedelta(seconds=1)  # behind the newest moment: runs that asked no press


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
    retold = note(con, runs)
    (told,) = store.query(con, "watch_reach", runs=list(runs))
    if told["newest_at"] is None:
        return
    new_from = None if retold else told["first_at"] or told["newest_at"] + _NOTHING_NEW
    begun = min(told["first_at"] or told["newest_at"], told["watched_at"] or told["oldest_at"])
    with transaction(con):
        for month in months(begun, told["newest_at"]):
            _watch_month(con, month, told["newest_at"], new_from)
        store.replace(con, "core.watched", [_Watched(told["newest_at"])], {})


def note(con: Connection, runs: Sequence[str]) -> set[str]:
    """Keep what the watch reads of these runs, and of those whose pages they turned out to have shown first.

    Gives the latter.
    """
    retold: set[str] = set()
    for some in _parts(runs):
        (when,) = store.query(con, "watch_when", runs=some)
        retold |= {row["run_id"] for row in store.query(con, "watch_retold", runs=some, **when)}
    for some in _parts({*runs, *retold}):
        (when,) = store.query(con, "watch_when", runs=some)
        for what in ("doors", "pages"):
            store.query(con, f"watch_forget_{what}", runs=some)
            store.query(con, f"watch_note_{what}", runs=some, **when)
    return retold


def _parts(runs: Iterable[str]) -> Iterator[list[str]]:
    """The runs in their order, some at a time."""
    wanted = sorted(runs)
    return (wanted[at : at + _NOTED] for at in range(0, len(wanted), _NOTED))


@dataclass(frozen=True, slots=True)
class _Watched:
    """The line of `core.watched`."""

    newest_at: datetime


def _watch_month(con: Connection, month: datetime, newest_at: datetime, new_from: datetime | None) -> None:
    """Put what the month shows in the place of all that was found from it on; what ended before it stands."""
    before = [Incident(**row) for row in store.query(con, "watch_carried", month=month)]
    kept = [replace(one, closed_at=None) for one in before]
    span = span_of(month, ((one.source_id, one.opened_at) for one in kept))
    found = [_incident(one) for one in watched(con, span, newest_at, new_from)]
    told = followed(kept, sorted(found, key=lambda one: (one.opened_at, one.incident_id)), month)
    store.query(con, "watch_forget_incidents", month=month)
    store.insert(con, "core.incidents", told)


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


def _incident(trouble: Trouble) -> Incident:
    mark = f"{trouble.source_id}\n{trouble.cause}\n{trouble.opened_at.astimezone(UTC).isoformat()}"
    told = {field.name: getattr(trouble, field.name) for field in fields(Trouble)}
    return Incident(hashlib.sha256(mark.encode()).hexdigest()[:16], **told)
