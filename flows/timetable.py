"""When whose digests leave: the desks' own hours as slots of a clock, one slot for all that share one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from flows.desks import Desk, Desks, Schedule
from flows.scope import NATIONWIDE


@dataclass(frozen=True, slots=True)
class Slot:
    """Desks whose digests of one period leave at one hour of Việt Nam; `weekday` (1 Monday to 7) of weekly ones."""

    period: str  # day | week
    at: time
    weekday: int | None
    desks: tuple[str, ...]

    @property
    def cron(self) -> str:
        """The hour as cron writes it, Sunday as 0."""
        return f"{self.at.minute} {self.at.hour} * * {'*' if self.weekday is None else self.weekday % 7}"

    @property
    def name(self) -> str:
        """A name of its own: daily-0630, weekly-1-0645."""
        day = "daily" if self.weekday is None else f"weekly-{self.weekday}"
        return f"{day}-{self.at:%H%M}"


def readers(desks: Desks) -> tuple[Desk, ...]:
    """The desks whose digests are made without being asked for: the nationwide one, and those with recipients."""
    return tuple(desk for desk in desks.desks.values() if desk.recipients or desk.desk_id == NATIONWIDE)


def timetable(desks: Desks) -> tuple[Slot, ...]:
    """The slots in the order of day, week and hour."""
    slots: dict[tuple[str, int, time], list[str]] = {}
    for desk in readers(desks):
        for period, schedule in _hours(desk):
            weekday = schedule.weekday if period == "week" else 0
            slots.setdefault((period, weekday, schedule.at), []).append(desk.desk_id)
    return tuple(
        Slot(period, at, weekday or None, tuple(names)) for (period, weekday, at), names in sorted(slots.items())
    )


def _hours(desk: Desk) -> Iterator[tuple[str, Schedule]]:
    for period, schedule in (("day", desk.daily), ("week", desk.weekly)):
        if schedule.on:
            yield period, schedule
