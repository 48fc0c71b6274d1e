"""Whether an outlet's doors (feeds, lists, sitemaps) stand open and lead to articles, run by run. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flows.troubles import Docket, Trouble
from flows.wording import VIETNAM

# By precedence: who can't be reached can't be empty.
DOOR_CAUSES = ("unreachable", "blocked", "feed_broken", "feed_empty", "links_fell")
OPENS, CLOSES = 0.5, 1 / 3  # share of the doors of one kind
# A young outlet has no week to go by: a run counts as empty against the rate of the few before it.
YOUNG_DAYS = 8.0
FEW_LOOKS, ENOUGH, ENOUGH_LATER = 6, 3.0, 8.0  # exp(-3) = 0.05; later exp(-8), because there will be many looks
NIGHT, EVENING = 0.1, 0.4  # of a daytime hour's news, before 5 and after 22 o'clock in Việt Nam


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One kind of door of one outlet after one run, see warehouse/queries/watch_doors.sql."""

    source_id: str
    run_id: str
    kind: str
    asked_at: datetime
    asked: int
    answered: int
    landed: int
    reason: str | None
    new_articles: int
    known: int
    unreachable: int
    blocked: int
    feed_broken: int
    feed_empty: int
    links_fell: int

    def is_well(self) -> bool:
        """Whether none of these doors stands badly."""
        return not (self.unreachable or self.blocked or self.feed_broken or self.feed_empty or self.links_fell)

    def share(self, cause: str) -> float:
        """The share of these doors that stand in a state."""
        return float(getattr(self, cause)) / max(self.known, 1)


def watch_doors(rows: Iterable[DoorRow], docket: Docket) -> None:
    """Enter the door troubles of one outlet, its rows in the order of the runs."""
    latest: dict[str, DoorRow] = {}
    pulse = _Pulse()
    well_at: datetime | None = None
    for _, group in groupby(rows, key=lambda row: row.run_id):
        asked = list(group)
        latest |= {row.kind: row for row in asked}
        at = max(row.asked_at for row in asked)
        worst = None if all(row.is_well() for row in latest.values()) else _cause(latest.values())
        for cause in [one for one in DOOR_CAUSES if one in docket.open]:
            if cause != worst and all(row.share(cause) < CLOSES or worst for row in latest.values()):
                docket.end(cause, at)
        if worst is not None:
            docket.begin(_trouble(docket.source_id, worst, asked, well_at or at, at))
        _watch_pulse(pulse, asked, at, docket)
        well_at = well_at if worst is not None else at


def _cause(doors: Iterable[DoorRow]) -> str | None:
    """The cause that most doors of one kind share, None when no kind stands badly."""
    counts = {
        cause: max((row.share(cause) for row in doors_of), default=0.0)
        for doors_of in [list(doors)]
        for cause in DOOR_CAUSES
        if any(sum(row.share(one) for one in DOOR_CAUSES) >= OPENS for row in doors_of)
    }
    bad = {cause: share for cause, share in counts.items() if share > 0}
    return max(bad, key=lambda cause: bad[cause], default=None)


def _trouble(source_id: str, cause: str, asked: list[DoorRow], since: datetime, at: datetime) -> Trouble:
    reason = next((row.reason for row in asked if row.reason), None)
    return Trouble(source_id, cause, since, at, None, asked[0].run_id, reason)


@dataclass(slots=True)
class _Pulse:
    """How fast a young outlet gives news, from its runs after the first."""

    first_at: datetime | None = None
    last_at: datetime | None = None
    last_news_at: datetime | None = None
    looks: int = 0
    news: int = 0
    exposure: float = 0.0
    missing: float = 0.0  # news that should have come since the last


def _watch_pulse(pulse: _Pulse, asked: list[DoorRow], at: datetime, docket: Docket) -> None:
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
