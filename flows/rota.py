"""Which desks get their digest when: every hour at which some desk's mail leaves is one turn of the clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.deskfiles import desks_of
from flows.desks import Desk, Schedule
from flows.scope import NATIONWIDE
from flows.settings import Settings

NAMES = {"day": "daily", "week": "weekly"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One hour for one kind of digest: `clock` as "06:30", of a week with its weekday, "1 06:45" (1 Monday)."""

    period: str  # day | week
    clock: str

    @property
    def name(self) -> str:
        """What the schedule is called."""
        return f"{NAMES[self.period]} {self.clock}".replace(":", "")

    @property
    def cron(self) -> str:
        """The turn as a line of cron, on the clock of Việt Nam."""
        weekday, _, time = self.clock.rpartition(" ")
        hour, minute = time.split(":")
        return f"{int(minute)} {int(hour)} * * {int(weekday) % 7 if weekday else '*'}"


def turns(settings: Settings) -> tuple[Turn, ...]:
    """Every turn that some desk with readers takes, days before weeks."""
    found = (
        Turn(period, _clock(period, _schedule(desk, period)))
        for period in NAMES
        for desk in _desks(settings)
        if _schedule(desk, period).on
    )
    return tuple(dict.fromkeys(found))


def desks_at(settings: Settings, period: str, clock: str | None = None) -> tuple[Desk, ...]:
    """The desks with readers whose digest leaves at this turn, nationwide first; without a clock all that want one.

    The nationwide desk is composed for the archive when nobody has readers.
    """
    wanting = (desk for desk in _desks(settings) if _schedule(desk, period).on)
    return tuple(desk for desk in wanting if clock in (None, _clock(period, _schedule(desk, period))))


def _desks(settings: Settings) -> Iterable[Desk]:
    desks = desks_of(settings)
    return desks.served() or (desks.find(NATIONWIDE),)


def _schedule(desk: Desk, period: str) -> Schedule:
    return desk.weekly if period == "week" else desk.daily


def _clock(period: str, schedule: Schedule) -> str:
    time = f"{schedule.at:%H:%M}"
    return f"{schedule.weekday} {time}" if period == "week" else time
