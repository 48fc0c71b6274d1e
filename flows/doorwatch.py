"""Whether an outlet's doors (feeds, lists, sitemaps) stand open and lead to articles, run by run. Pure."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flows.doors import TROUBLES, Asking, DoorRow, Doors
from flows.troubles import Docket, Trouble
from flows.wording import VIETNAM

# By precedence: who can't be reached can't be empty.
DOOR_CAUSES = TROUBLES
OPENS, CLOSES = 0.5, 1 / 3  # share of the doors of one kind
# A young outlet has no week to go by: a run counts as empty against the rate of the few before it.
YOUNG_DAYS = 8.0
FEW_LOOKS, ENOUGH, ENOUGH_LATER = 6, 3.0, 8.0  # exp(-3) = 0.05; later exp(-8), because there will be many looks
NIGHT, EVENING = 0.1, 0.4  # of a daytime hour's news, before 5 and after 22 o'clock in Việt Nam


@dataclass(slots=True)
class Pulse:
    """How fast a young outlet gives news, from its runs after the first."""

    first_at: datetime | None = None
    last_at: datetime | None = None
    last_news_at: datetime | None = None
    looks: int = 0
    news: int = 0
    exposure: float = 0.0
    missing: float = 0.0  # news that should have come since the last


@dataclass(slots=True)
class DoorWatch:
    """What is known of one outlet's doors, and their troubles."""

    docket: Docket
    doors: Doors = field(default_factory=Doors)
    latest: dict[str, DoorRow] = field(default_factory=dict)
    pulse: Pulse = field(default_factory=Pulse)
    well_at: datetime | None = None

    def runs(self, asked: Sequence[Asking], news: Mapping[str, int]) -> None:
        """Enter the troubles that the askings of further runs show; `news` counts what a run was the first to show."""
        for rows in self.doors.after(asked, news):
            self._run(rows)

    def _run(self, asked: list[DoorRow]) -> None:
        self.latest |= {row.kind: row for row in asked}
        latest, docket = self.latest.values(), self.docket
        at = max(row.asked_at for row in asked)
        worst = None if all(row.is_well() for row in latest) else _cause(latest)
        for cause in [one for one in DOOR_CAUSES if one in docket.open]:
            if cause != worst and all(row.share(cause) < CLOSES or worst for row in latest):
                docket.end(cause, at)
        if worst is not None:
            docket.begin(_trouble(docket.source_id, worst, asked, self.well_at or at, at))
        _watch_pulse(self.pulse, asked, at, docket)
        self.well_at = self.well_at if worst is not None else at


def _cause(doors: Collection[DoorRow]) -> str | None:
    """The cause that most doors of one kind share, None when no kind stands badly."""
    if all(sum(row.share(cause) for cause in DOOR_CAUSES) < OPENS for row in doors):
        return None
    counts = {cause: max(row.share(cause) for row in doors) for cause in DOOR_CAUSES}
    return max((cause for cause in DOOR_CAUSES if counts[cause]), key=lambda cause: counts[cause])


def _trouble(source_id: str, cause: str, asked: list[DoorRow], since: datetime, at: datetime) -> Trouble:
    reason = next((row.reason for row in asked if row.reason), None)
    return Trouble(source_id, cause, since, at, None, asked[0].run_id, reason)


def _watch_pulse(pulse: Pulse, asked: list[DoorRow], at: datetime, docket: Docket) -> None:
    """A young outlet whose doors answer well, but bring nothing new for too long, is stale."""
    if any(row.answered < row.asked for row in asked) or any(cause in docket.open for cause in DOOR_CAUSES):
        return
    new = asked[0].new_articles
    if pulse.last_at is None or pulse.first_at is None:
        pulse.first_at = pulse.last_at = pulse.last_news_at = at
        return
    exposure = _exposure(pulse.last_at, at)
    rate = pulse.news / pulse.exposure if pulse.exposure else 0.0
    pulse.last_at = at
    if new:
        docket.end("feed_stale", at)
        pulse.missing, pulse.last_news_at = 0.0, at
    else:
        pulse.missing += rate * exposure
    enough = ENOUGH if pulse.looks <= FEW_LOOKS else ENOUGH_LATER
    young = (at - pulse.first_at).total_seconds() < YOUNG_DAYS * 86400
    if young and not new and pulse.missing >= enough:
        since = pulse.last_news_at or at
        docket.begin(
            Trouble(
                docket.source_id, "feed_stale", since, at, None, asked[0].run_id, None, pulse.missing, 0.0,
                math.exp(-pulse.missing),
            )
        )  # fmt: skip
        return
    pulse.looks, pulse.news, pulse.exposure = pulse.looks + 1, pulse.news + new, pulse.exposure + exposure


def _exposure(last: datetime, at: datetime) -> float:
    """Hours of news between two moments: nights count little; a whole day of 24 hours is worth 17."""
    hours = (at - last).total_seconds() / 3600
    if hours > 6:
        return 0.7 * hours
    clock = at.astimezone(VIETNAM).hour
    return hours * (NIGHT if clock < 5 else EVENING if clock >= 22 else 1.0)
