"""Made-up streams of counts: papers with a day, a week and a level of their own."""

from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.wording import VIETNAM

Counts = NDArray[np.float64]
MONDAY = datetime(2026, 4, 6, tzinfo=VIETNAM)  # far from any holiday but Hùng Vương (26-27/4), 30/4 and 1/5
HOURS = 24


def hour_of(at: datetime) -> int:
    return int(at.timestamp() // 3600)


def paper(days: int, a_day: float, rng: np.random.Generator, *, weekdays: tuple[int, ...] = tuple(range(7))) -> Counts:
    """Hourly items from a Monday on: most by day, few by night, none but on `weekdays` (0 = Monday)."""
    clock = np.array([0.2] * 5 + [1.0] * 2 + [2.0] * 12 + [1.2] * 3 + [0.6] * 2)
    usual = np.tile(a_day * clock / clock.sum(), days)
    open_days = np.isin(np.arange(days) % 7, weekdays).repeat(HOURS)
    return rng.negative_binomial(3, 3 / (3 + usual)).astype(float) * open_days


def write_counts(path: Path, rows: list[tuple[object, ...]], head: str = "source,at,new_items", sep: str = ",") -> Path:
    lines = [head, *(sep.join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
