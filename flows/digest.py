"""A digest as rows: which articles of a window stand in it, in which place, and what every outlet gave."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows import seating, sections
from flows.load import LINE_P, PERIODS, STRONG_P, load_view
from flows.scope import province_of
from flows.sentences import subject
from flows.wording import VIETNAM
from warehouse import store
from warehouse.db import Connection, transaction

DAY_STARTS = time(6)  # the digest day runs from 06:00 to 06:00: the mail leaves at 06:30
MAX_STORIES = 12  # in full; a leader reads a page, the rest is a list
MAX_URGENT = 6  # in full, so that a bad day still has room for the rest
MAX_GOOD = 2


@dataclass(frozen=True, slots=True)
class Window:
    """A digest's period of time, [first_at, last_at) aware, and where the one before began."""

    day: date
    first_at: datetime
    last_at: datetime
    previous_at: datetime


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
    """Write the window of `day` as rows of core.digests and core.digest_*; gives the digest's id.

    `period` is day or week; `scope` is toan-quoc or the slug of a province (63 units). The same call on the
    same warehouse gives the same rows. An article published in the window before, but first seen in this one,
    stands here if the digest before exists without it. Raises ScopeError, KeyError on an unknown period.
    """
    span = window(day, period)
    digest_id = digest_id_of(day, scope, period)
    params = {
        "digest_id": digest_id,
        "first_at": span.first_at,
        "last_at": span.last_at,
        "previous_at": span.previous_at,
        "previous_id": digest_id_of(span.day - PERIODS[period], scope, period),
        "province": province_of(scope),
    }
    head = {"period": period, "scope": scope, "day": span.day}
    seats = {
        "max_stories": MAX_STORIES,
        "max_urgent": MAX_URGENT,
        "max_good": MAX_GOOD,
        "strong_p": STRONG_P,
        "line_p": LINE_P,
    }
    with transaction(con):
        for name in ("digest_forget_items", "digest_forget_outlets", "digest_forget_stories", "digest_forget"):
            store.query(con, name, digest_id=digest_id)
        store.query(con, "digest_insert", **params, **head)
        store.query(con, "digest_insert_items", **params, **seats)
        seating.apply(con, digest_id, MAX_STORIES)
        only = ("digest_id", "first_at", "last_at")
        for name in ("digest_insert_outlets", "digest_insert_stories"):
            store.query(con, name, **{key: params[key] for key in only})
        sections.write(con, sections.Frame(digest_id, period, scope, span.day, span.first_at, span.last_at))
        store.query(con, "digest_set_subject", digest_id=digest_id, subject=subject(load_view(con, digest_id)))
    return digest_id
