"""The watch over sources on real streams, killed at random hours: what it finds, how soon, and what it tells falsely.

Streams (of ../shared/press, or the folder given): three outlets over eight months with Tết, by time of publication and
of fetching; seventeen outlets over three weeks (about 28 items a day each, in the bursts in which they were saved);
the three thinned to papers of 60 to 6 items a day. In each copy of a fleet one source is killed after ten days or more;
the copies know nothing of each other. A false alarm is any incident of a stream that nobody killed.

The bounds of flows/silence.py were set while looking at all of these streams, so the two halves of the year show only
that neither carries the other: an honest measure needs months that are not here.
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


def report(one: Fleet, months: slice, label: str, copies: int) -> None:
    late, a_day = kills(one, copies, months, np.random.default_rng(1))
    told = [
        spell
        for spell in silences(one.first, one.seen, np.ones_like(one.seen, dtype=bool))
        if months.start <= spell.opened - one.first < months.stop
    ]
    weeks = (min(months.stop, one.seen.shape[1]) - months.start) * len(one.sources) / 168
    busy = late[a_day > 20]
    median = f"{np.median(busy):.0f} h" if len(busy) else "-"
    print(  # noqa: T201
        f"{one.name}, {label}: within 24 h {np.mean(late <= 24):.3f} of {len(late)} kills; median of busy outlets "
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
