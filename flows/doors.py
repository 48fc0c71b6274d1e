"""How the doors of one outlet stand after each run: every address as it last answered. Pure.

An address whose answers shrink is measured against its own last 30; a 304 says that it stands as it stood.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from statistics import median

TROUBLES = ("unreachable", "blocked", "feed_broken", "feed_empty", "links_fell")
FINE = "fine"
BEFORE = 30  # askings of an address that tell what it usually shows
FELL, USUAL, USUAL_OF_LIST = 0.3, 5, 2  # share of the usual links from which they fell, and how many are usual
_BY_REASON = {
    **dict.fromkeys(("blocked", "challenge_page", "robots_disallowed"), "blocked"),
    **dict.fromkeys(("not_a_feed", "feed_broken", "not_html", "too_large"), "feed_broken"),
    **dict.fromkeys(("feed_empty", "empty_body"), "feed_empty"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """One asking of an address, see warehouse/queries/watch_doors.sql; `links`: entries or links that it gave."""

    source_id: str
    run_id: str
    seq: int
    url: str
    kind: str
    fetched_at: datetime
    outcome: str
    reason: str | None
    links: int | None


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One kind of door of one outlet after one run: what the run asked of it, and how many stand how since."""

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


@dataclass(slots=True)
class Address:
    """One feed, list or sitemap: what its last askings gave (None where that says nothing), and how it stands."""

    links: list[int | None] = field(default_factory=list)
    state: str | None = None  # None: never asked
    answered: str = FINE  # as its last answer that was no 304 had it


@dataclass(slots=True)
class Doors:
    """All addresses of one outlet, and how many of each kind stand how."""

    addresses: dict[str, Address] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def after(self, asked: Sequence[Asking], news: Mapping[str, int]) -> Iterator[list[DoorRow]]:
        """The rows of each further run, in the order of the runs; askings in any order."""
        in_time = sorted(asked, key=lambda one: (one.fetched_at, one.run_id, one.seq))
        judged = [(one, *self._judge(one)) for one in in_time]
        ended = {one.run_id: one.fetched_at for one in in_time}
        judged.sort(key=lambda one: (ended[one[0].run_id], one[0].run_id, one[0].kind))
        for run_id, of_run in groupby(judged, key=lambda one: one[0].run_id):
            by_kind = groupby(of_run, key=lambda one: one[0].kind)
            yield [self._row(kind, list(rows), news.get(run_id, 0)) for kind, rows in by_kind]

    def _judge(self, one: Asking) -> tuple[str | None, str]:
        """How an address stood before an asking (None: not known), and how it stands after it."""
        address = self.addresses.setdefault(one.url, Address())
        before = address.state
        if one.outcome == "not_modified" and one.reason is None:
            address.state = address.answered
        else:
            address.state = address.answered = _trouble(one, address)
        counts = one.outcome == "landed" and one.reason is None and (one.links or 0) > 0
        address.links = [*address.links[1 - BEFORE :], one.links if counts else None]
        return before, address.state

    def _row(self, kind: str, judged: Sequence[tuple[Asking, str | None, str]], news: int) -> DoorRow:
        counts = self.counts.setdefault(kind, dict.fromkeys(("known", *TROUBLES), 0))
        for _, before, state in judged:
            counts["known"] += before is None
            if before in TROUBLES:
                counts[before] -= 1
            if state in TROUBLES:
                counts[state] += 1
        asked = [one for one, _, _ in judged]
        good = [one for one in asked if one.reason is None]
        return DoorRow(
            source_id=asked[0].source_id,
            run_id=asked[0].run_id,
            kind=kind,
            asked_at=asked[-1].fetched_at,
            asked=len(asked),
            answered=len(good),
            landed=sum(one.outcome == "landed" for one in good),
            reason=next((one.reason for one in reversed(asked) if one.reason), None),
            new_articles=news,
            **counts,
        )


def _trouble(one: Asking, address: Address) -> str:
    """How an address stands by an answer that was no 304."""
    if one.reason is not None:
        return _BY_REASON.get(one.reason, "unreachable")
    links = one.links or 0
    if one.kind == "feed" and links == 0:
        return "feed_empty"
    known = [count for count in address.links if count is not None]
    usual = median(known) if known else 0
    least = USUAL_OF_LIST if one.kind == "list" and links == 0 else USUAL
    return "links_fell" if usual >= least and links <= FELL * usual else FINE
