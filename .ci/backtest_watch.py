"""The watch over sources on real streams, killed at random hours: what it finds, how soon, and what it tells falsely.

Streams (of ../shared/press, or the folder given): three outlets over eight months with Tết, by time of publication and
of fetching; seventeen outlets over three weeks (the newest 30 items of each, saved every morning but two: one burst a
night); the three thinned to papers of 60 to 6 items a day; the three saved as the seventeen are, at three volumes. In
each copy of a fleet one source is killed after ten days or more; the copies know nothing of each other. A false alarm
is any incident of a stream that nobody killed.

How sources are judged, and the bounds of flows/silence.py, were chosen while looking at all of these streams, so the
halves of the year show only that neither carries the other: an honest measure needs months that are not here. A kill
is told besides by the share that nobody could find within a day, because the next item was due only later.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from crawlers.dates import parse_time  # noqa: E402
from flows.rhythm import Floats  # noqa: E402
from flows.silence import silences  # noqa: E402
from flows.wording import VIETNAM  # noqa: E402

HISTORY_H, AFTER_H = 240, 48
THREE = ("VnExpress", "Thanh Niên", "Tuổi Trẻ")
CEILING = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Fleet:
    """Some sources that are watched together; `first` in hours from 1970-01-01T00:00Z."""

    name: str
    first: int
    sources: tuple[str, ...]
    seen: Floats


def fleet(name: str, moments: Iterable[tuple[str, datetime]], first: datetime, last: datetime) -> Fleet:
    begin, end = (int(at.timestamp() // 3600) for at in (first, last))
    counted = Counter((source, int(at.timestamp() // 3600)) for source, at in moments)
    sources = tuple(sorted({source for source, _ in counted}))
    seen = np.array([[counted[source, hour] for hour in range(begin, end)] for source in sources], dtype=float)
    return Fleet(name, begin, sources, seen)


def real_fleets(press: Path) -> list[Fleet]:
    with gzip.open(press / "items-3-outlets-8-months.jsonl.gz", "rt", encoding="utf-8") as lines:
        three = [(row["source"], row) for row in map(json.loads, lines) if row["source"] in THREE]
    fetched = [(source, datetime.fromisoformat(row["fetched"])) for source, row in three]
    published = [
        (source, datetime.fromisoformat(row["published"][:19] + "+07:00" if source != THREE[2] else row["fetched"]))
        for source, row in three
    ]
    with gzip.open(press / "items-17-outlets.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    told = [(row["outlet"], parse_time(row["pubdate_raw"], ceiling=CEILING)) for row in rows]
    first, last = datetime(2025, 8, 11, tzinfo=VIETNAM), datetime(2026, 4, 1, tzinfo=VIETNAM)
    summer = datetime(2026, 7, 20, tzinfo=VIETNAM), datetime(2026, 8, 10, tzinfo=VIETNAM)
    by_publication = fleet("3 outlets, published", published, first, last)
    return [
        by_publication,
        fleet("3 outlets, fetched", fetched, first, last),
        fleet("17 outlets, 3 weeks", [(source, at) for source, at in told if at], *summer),
        thinned(by_publication),
        saved(by_publication, 0.0),
        saved(by_publication, 0.04),
    ]


def thinned(whole: Fleet, rates: tuple[int, ...] = (60, 25, 12, 6)) -> Fleet:
    rng = np.random.default_rng(7)
    a_day = whole.seen.sum(1) / whole.seen.shape[1] * 24
    names = [f"{source} at {rate}" for rate in rates for source in whole.sources]
    rows = [
        rng.binomial(row.astype(int), min(1.0, rate / mean))
        for rate in rates
        for row, mean in zip(whole.seen, a_day, strict=True)
    ]
    return Fleet("thinned to 60, 25, 12, 6 a day", whole.first, tuple(names), np.array(rows, dtype=float))


def saved(whole: Fleet, missing: float) -> Fleet:
    """What shows who saves the newest 30 items between six and seven in the morning and misses some mornings."""
    rng = np.random.default_rng(3)
    hours = whole.seen.shape[1]
    mornings = [hour + int(rng.integers(2)) for hour in range(hours) if (whole.first + hour + 7) % 24 == 6]
    kept = [hour for hour in mornings if rng.random() >= missing]
    a_day = whole.seen.sum(1) / hours * 24
    names, rows = [], []
    for rate in (np.inf, 150.0, 75.0):
        for source, row, mean in zip(whole.sources, whole.seen, a_day, strict=True):
            names.append(f"{source} at {min(rate, mean):.0f}")
            rows.append(_newest(rng.binomial(row.astype(int), min(1.0, rate / mean)), kept))
    return Fleet(f"saved each morning, {missing:.0%} missed", whole.first, tuple(names), np.array(rows, dtype=float))


def _newest(row: NDArray[np.int64], mornings: list[int], most: int = 30) -> NDArray[np.int64]:
    """The newest items before each morning, none twice, at the hours of their publication."""
    shown = np.zeros_like(row)
    last = 0
    for morning in mornings:
        part = row[last:morning]
        newer = part[::-1].cumsum()[::-1] - part
        shown[last:morning] = np.clip(most - newer, 0, part)
        last = morning
    return shown


def kills(one: Fleet, copies: int, months: slice, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Hours from kill to incident (inf: none), and items a day of the killed, one kill in each copy of the fleet."""
    n, hours = one.seen.shape
    seen, when = np.tile(one.seen, (copies, 1)), np.zeros(copies, dtype=int)
    killed = np.arange(copies) * n + np.arange(copies) % n
    low, high = max(HISTORY_H, months.start), min(hours - AFTER_H, months.stop)
    for copy in range(copies):
        when[copy] = rng.integers(low, high)
        seen[killed[copy], when[copy] :] = 0
    late = np.full(copies, np.inf)
    for spell in silences(one.first, seen, np.ones_like(seen, dtype=bool), fleets=copies):
        copy = spell.source // n
        hour = one.first + when[copy]
        if spell.source == killed[copy] and not spell.falling and (spell.closed is None or spell.opened >= hour):
            late[copy] = min(late[copy], max(0, spell.opened + 1 - hour))
    return late, (one.seen.sum(1) / hours * 24)[killed % n]


def _first_missed(one: Fleet, months: slice, copies: int) -> Floats:
    """Hours from each kill of `report` to the end of the hour that would have brought the next item."""
    rng = np.random.default_rng(1)
    n, hours = one.seen.shape
    low, high = max(HISTORY_H, months.start), min(hours - AFTER_H, months.stop)
    missed = np.full(copies, np.inf)
    for copy in range(copies):
        when = rng.integers(low, high)
        due = np.nonzero(one.seen[copy % n, when:])[0]
        missed[copy] = due[0] + 1 if len(due) else np.inf
    return missed


def report(one: Fleet, months: slice, label: str, copies: int) -> None:
    late, a_day = kills(one, copies, months, np.random.default_rng(1))
    told = [
        spell
        for spell in silences(one.first, one.seen, np.ones_like(one.seen, dtype=bool))
        if months.start <= spell.opened - one.first < months.stop
    ]
    weeks = (min(months.stop, one.seen.shape[1]) - months.start) * len(one.sources) / 168
    busy = late[a_day > 20]
    sooner = np.mean(_first_missed(one, months, copies) <= 24)
    median = f"{np.median(busy):.0f} h" if len(busy) else "-"
    print(  # noqa: T201
        f"{one.name}, {label}: within 24 h {np.mean(late <= 24):.3f} of {len(late)} kills (an item missing by then: "
        f"{sooner:.3f}); median of busy outlets "
        f"{median}; false alarms {len(told)} in {weeks:.0f} source-weeks ({100 * len(told) / weeks:.2f} per 100)"
    )
    for spell in told:
        at = datetime.fromtimestamp(spell.opened * 3600, UTC).astimezone(VIETNAM) + timedelta(hours=1)
        print(f"    {one.sources[spell.source]} {'fell' if spell.falling else 'silent'} {at:%Y-%m-%d %H:%M}")  # noqa: T201
    lost = Counter(one.sources[copy % len(one.sources)] for copy in np.nonzero(late > 24)[0])
    if lost:
        print("    late:", ", ".join(f"{source} {count}" for source, count in lost.most_common()))  # noqa: T201


def main() -> None:
    press = Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT.parent / "shared" / "press"
    if not press.is_dir():
        sys.exit(f"no press material at {press.name}/: give its folder")
    for one in real_fleets(press):
        hours = one.seen.shape[1]
        if hours < 2000:
            report(one, slice(0, hours), "all", 170)
            continue
        autumn = 112 * 24
        report(one, slice(0, autumn), "August to November", 30)
        report(one, slice(autumn, hours), "December to March with Tết", 30)


if __name__ == "__main__":
    main()
