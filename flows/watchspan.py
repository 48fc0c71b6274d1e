"""Which rows one pass of the watch reads: a month, and enough before it to know what is usual.

The watch goes month by month (of UTC), so that a load costs the same however old the warehouse is, and a rebuild goes
through the same months to the same incidents. What a month found stands; only its open incidents are followed on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

# Memories fade by half in six to eight weeks (flows/rhythm.py, flows/silence.py); a page's past is 400 pages.
WARM = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Span:
    """One month to be watched, up to `until`, read from `since` on, for the outlets `reaching` from `earliest` on."""

    month: datetime
    since: datetime
    earliest: datetime
    until: datetime
    reaching: tuple[str, ...]

    def params(self) -> dict[str, object]:
        """The parameters that the queries of the watch share."""
        return {
            "since": self.since,
            "earliest": self.earliest,
            "until": self.until,
            "reaching": list(self.reaching),
        }

    def after(self, moment: datetime) -> "Span":
        """The same from a moment on, for all outlets."""
        return replace(self, since=max(moment, self.since), earliest=max(moment, self.earliest))


def span_of(month: datetime, still_open: Iterable[tuple[str, datetime]]) -> Span:
    """The span of a month; an outlet with an incident still open (its id, when it opened) is read from before that."""
    carried = list(still_open)
    since = month - WARM
    earliest = min([since, *(opened - WARM for _, opened in carried)])
    return Span(month, since, earliest, next_month(month), tuple(sorted({source_id for source_id, _ in carried})))


def months(first: datetime, last: datetime) -> Iterator[datetime]:
    """The first moments of the months from that of `first` to that of `last`."""
    month = _month_of(first)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(month: datetime) -> datetime:
    """The first moment of the month after."""
    return _month_of(month + timedelta(days=31))


def _month_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
