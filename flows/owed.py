"""Digests that should have left and did not: the machine was off at their hour, or the run that makes them died.

What a server refused or put off is not owed: such mails have rows and ways of their own (flows/retry.py).
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.deliveries import Delivery, read
from flows.deskfiles import desks_of
from flows.desks import Desks
from flows.digest import digest_id_of, window
from flows.home import Home
from flows.outbox import path_of
from flows.settings import Settings
from flows.steps import closed_day
from flows.timetable import Slot, timetable
from flows.unsubscribe import gone
from flows.wording import VIETNAM, clock, short_date, week_span

GRACE = timedelta(minutes=30)  # the run of the hour may wait 20 minutes for another writer, and composes for some more

Reader = tuple[str, str]  # desk, recipient


@dataclass(frozen=True, slots=True)
class Owed:
    """Desks with readers who still wait for the digest of one window; `due_at`: when it should have left (aware)."""

    day: date
    period: str
    desks: tuple[str, ...]
    due_at: datetime

    @property
    def line(self) -> str:
        """What is owed in one line."""
        which = f"tuần {week_span(window(self.day, 'week').day)}" if self.period == "week" else short_date(self.day)
        return f"Điểm tin {which} lẽ ra gửi lúc {clock(self.due_at)}, chưa gửi: {', '.join(self.desks)}"


def owed_at(home: Home, settings: Settings, at: datetime) -> list[Owed]:
    """What the desks of a home are owed at a moment (aware); JournalError, UnsubscribeError for unreadable files."""
    return owed(desks_of(settings), read(path_of(home)).values(), gone(home), at)


def owed(desks: Desks, deliveries: Iterable[Delivery], left: Container[Reader], at: datetime) -> list[Owed]:
    """The last digest of every slot that a reader, who got the like before, is without; by the hour they were due.

    Only the last of each: what older days held, the week tells. A reader or desk that is new waits for the next hour.
    """
    latest: dict[tuple[str, str, str], str] = {}
    for one in deliveries:  # ids begin with their day, so the greatest is the newest
        key = (one.desk, one.recipient, one.digest_id[10:])
        latest[key] = max(one.digest_id, latest.get(key, ""))

    def waits(name: str, digest_id: str) -> bool:
        keys = ((name, to, digest_id[10:]) for to in desks.find(name).recipients if (name, to) not in left)
        return any(key in latest and latest[key] < digest_id for key in keys)

    found = []
    for slot in timetable(desks):
        due_at = last_due(slot, at - GRACE)
        day = closed_day(due_at)
        if waiting := tuple(name for name in slot.desks if waits(name, digest_id_of(day, name, slot.period))):
            found.append(Owed(day, slot.period, waiting, due_at))
    return sorted(found, key=lambda one: (one.due_at, one.period, one.desks))


def last_due(slot: Slot, at: datetime) -> datetime:
    """When a slot was last due, at a moment (aware) or before; the clock of Việt Nam."""
    now = at.astimezone(VIETNAM)
    days = 0 if slot.weekday is None else (now.isoweekday() - slot.weekday) % 7
    due_at = datetime.combine(now.date() - timedelta(days=days), slot.at, VIETNAM)
    return due_at if due_at <= now else due_at - timedelta(days=1 if slot.weekday is None else 7)
