"""Digests as rows: which articles of a window stand in each desk's, in which place and why, and what outlets gave."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from flows import seating, sections
from flows.deskfiles import read_desks
from flows.desks import Desk
from flows.heat import ask_heat
from flows.load import LINE_P, PERIODS, STRONG_P, UNNAMED_P, URGENT_P, fresh_views
from flows.routes import write_routes
from flows.sentences import subject
from flows.view import DigestView
from flows.wording import VIETNAM
from warehouse import store
from warehouse.db import Connection, transaction
from warehouse.narrow import narrow_labels
from warehouse.states import settled

DAY_STARTS = time(6)  # the digest day runs from 06:00 to 06:00: the mail leaves at 06:30
MAX_STORIES = 12  # in the mail: a leader reads a page, the rest is in the attached list
MAX_URGENT = 6  # so that a bad day still has room for the rest; criticism of the union may take all seats
MAX_GOOD = 2
LINES = {"strong_p": STRONG_P, "line_p": LINE_P, "urgent_p": URGENT_P, "unnamed_p": UNNAMED_P}


@dataclass(frozen=True, slots=True)
class Window:
    """A digest's period of time, [first_at, last_at) aware, and where the one before began."""

    day: date
    first_at: datetime
    last_at: datetime
    previous_at: datetime


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One desk with its digest, as the queries of warehouse/queries/digest_* know it."""

    digest_id: str
    previous_id: str
    scope: str
    scope_name: str
    hears_all: bool
    provinces: tuple[str, ...]
    sectors: tuple[str, ...]
    topics: tuple[str, ...]
    bodies: tuple[str, ...]
    levels: tuple[str, ...]
    words: tuple[str, ...]


def window(day: date, period: str) -> Window:
    """The window of a digest in Việt Nam: the day from 06:00, or the day's ISO week from Monday 06:00."""
    first_day = day - timedelta(days=day.weekday()) if period == "week" else day
    first_at = datetime.combine(first_day, DAY_STARTS, VIETNAM)
    length = PERIODS[period]
    return Window(first_day, first_at, first_at + length, first_at - length)


def digest_id_of(day: date, scope: str, period: str) -> str:
    """The name of a digest; the day of a week is its Monday."""
    return f"{window(day, period).day.isoformat()}-{period}-{scope}"


def compose(con: Connection, *, day: date, scope: str, period: str) -> str:
    """Compose the digest of one shipped desk, or of a province of the map of 63 by its slug; gives the digest's id.

    Raises ScopeError, KeyError on an unknown period.
    """
    return compose_desks(con, day=day, desks=(read_desks().find(scope),), period=period)[0].digest_id


def compose_desks(con: Connection, *, day: date, desks: Sequence[Desk], period: str) -> tuple[DigestView, ...]:
    """Write the window of `day` as rows of core.digests and core.digest_*, for every desk at once; gives the digests.

    `period` is day or week. The same call on the same warehouse gives the same rows, whatever desks are composed
    with it. An article published in the window before, but first seen in this one, stands here if the digest before
    exists without it. Raises KeyError on an unknown period.
    """
    span = window(day, period)
    rows = [_desk_row(desk, span, period) for desk in desks]
    moments = {"first_at": span.first_at, "last_at": span.last_at}
    with transaction(con), settled(con):
        store.query(con, "digest_desks", desks=json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        for table in ("items", "outlets", "stories", "routes", "previous"):
            store.query(con, f"digest_forget_{table}")
        store.query(con, "digest_forget")
        ask_heat(con, "digest_heat", span.first_at, first_at=span.first_at, last_at=span.last_at)
        make_window(con, span.previous_at, span.last_at)
        store.query(con, "digest_window_wordings")  # what the sections and the views are worded from, as in load_views
        store.query(con, "digest_candidates", **moments, **LINES)
        write_routes(con)
        store.query(con, "digest_members")
        _write_digests(con, span, period)
        seating.apply(con, [row.digest_id for row in rows], MAX_STORIES)
        frames = [
            sections.Frame(row.digest_id, period, row.scope, span.day, span.first_at, span.last_at) for row in rows
        ]
        sections.write_all(con, frames)
        views = fresh_views(con, [row.digest_id for row in rows])
        subjects = [{"digest_id": view.digest_id, "subject": subject(view)} for view in views]
        store.query(con, "digest_set_subject", subjects=json.dumps(subjects, ensure_ascii=False))
    return views


def make_window(con: Connection, from_at: datetime, to_at: datetime) -> None:
    """Make the temporary table `digest_window`: relevant articles published in [from_at, to_at), with their labels."""
    store.query(con, "digest_window_articles", from_at=from_at, to_at=to_at)
    store.query(con, "digest_window_texts")
    narrow_labels(con)
    store.query(con, "digest_window")


def _write_digests(con: Connection, span: Window, period: str) -> None:
    first_at, last_at = span.first_at, span.last_at
    store.query(con, "digest_insert", period=period, day=span.day, first_at=first_at, last_at=last_at)
    store.query(con, "digest_insert_previous", previous_at=span.previous_at, first_at=first_at)
    store.query(con, "digest_insert_items", max_stories=MAX_STORIES, max_urgent=MAX_URGENT, max_good=MAX_GOOD)
    store.query(con, "digest_insert_outlets", first_at=first_at, last_at=last_at)
    store.query(con, "digest_insert_stories", last_at=last_at)
    store.query(con, "digest_trim_routes")


def _desk_row(desk: Desk, span: Window, period: str) -> DeskRow:
    return DeskRow(
        digest_id=digest_id_of(span.day, desk.desk_id, period),
        previous_id=digest_id_of(span.day - PERIODS[period], desk.desk_id, period),
        scope=desk.desk_id,
        scope_name=desk.name,
        hears_all=desk.hears_all,
        provinces=desk.provinces,
        sectors=desk.sectors,
        topics=desk.topics,
        bodies=desk.bodies,
        levels=desk.from_levels,
        words=desk.words,
    )
