"""The watch over 1,000 sources through one year of hourly counts. Bar: 10 s of processor time.

Measured are the decisions on counts in memory and, apart, the reading of the same from a CSV of 8.76 million rows.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

import numpy as np  # noqa: E402

from flows.rhythm import Floats  # noqa: E402
from flows.silence import silences  # noqa: E402
from warehouse.counts import read_counts  # noqa: E402

SOURCES, HOURS = 1000, 8760
FIRST = 489_000
BAR_S = 10.0


def year(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Counts with a day, a week and a level of its own for each source; a tenth is killed at a random hour."""
    clock = 0.05 + np.clip(np.sin((np.arange(24) - 5) / 24 * 2 * np.pi), 0, None)
    week = np.concatenate([clock * share for share in (1, 1, 1, 1, 1, 0.8, 0.6)])
    level = rng.lognormal(3.2, 0.8, SOURCES)[:, None] / week.sum() * 7
    usual = level * np.tile(week, HOURS // 168 + 1)[None, :HOURS]
    seen = rng.negative_binomial(2, 2 / (2 + usual)).astype(float)
    killed = rng.choice(SOURCES, SOURCES // 10, replace=False)
    when = np.full(SOURCES, HOURS)
    when[killed] = rng.integers(2000, HOURS - 48, len(killed))
    seen[np.arange(HOURS)[None, :] >= when[:, None]] = 0
    return seen, when


def main() -> None:
    seen, when = year(np.random.default_rng(1))
    begun = time.process_time()
    found = silences(FIRST, seen, np.broadcast_to(np.bool_(True), seen.shape))
    took = time.process_time() - begun
    first = {
        spell.source: spell.opened - FIRST for spell in reversed(found) if not spell.falling and spell.closed is None
    }
    killed = np.nonzero(when < HOURS)[0]
    soon = np.mean([first.get(int(source), HOURS) - when[source] < 24 for source in killed])
    print(f"watch: {SOURCES} sources, {HOURS} hours in {took:.1f} s of processor time (bar {BAR_S:.0f} s)")  # noqa: T201
    print(  # noqa: T201
        f"       within 24 h: {soon:.2f} of {len(killed)} killed; {len(found) - len(killed)} other incidents"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.csv"
        _write(path, seen)
        begun = time.process_time()
        read_counts(path)
        print(f"       reading {seen.size:,} rows: {time.process_time() - begun:.1f} s of processor time")  # noqa: T201
    sys.exit(took > BAR_S)


def _write(path: Path, seen: Floats) -> None:
    clocks = [datetime.fromtimestamp((FIRST + hour) * 3600, UTC).isoformat() for hour in range(HOURS)]
    with path.open("w", encoding="utf-8") as out:
        out.write("source,at,new_items\n")
        for source, row in enumerate(seen.astype(int)):
            out.writelines(f"bao-{source},{clock},{items}\n" for clock, items in zip(clocks, row.tolist(), strict=True))


if __name__ == "__main__":
    main()
