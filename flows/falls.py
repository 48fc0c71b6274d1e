"""Sources that bring far less than usual, though not nothing: a CUSUM with one step a day, all sources at once."""

from dataclasses import dataclass

import numpy as np

from flows.rhythm import Bools, Floats
from flows.spells import Spell

FALLEN = 0.3  # of the usual volume: what the test weighs against the usual
RECOVERED = 0.6
ENOUGH = 4.0  # usual items a day, below which a fall can't be told from chance
A_DAY = 4.0  # the most that one day may say: a fall shows on three days
ALARM = 9.0
LEAST_DAYS = 14
DISPERSION, LEAST_DISPERSION = 4.0, 1.5  # variance over mean of a day's items: at first, and at least
MEMORY_DAYS = 28.0


@dataclass(slots=True)
class Falls:
    """Running sums by source."""

    seen: Floats
    usual: Floats
    score: Floats
    run_seen: Floats  # since the score began to rise
    run_usual: Floats
    began: Floats
    dispersion: Floats
    days: Floats

    @classmethod
    def fresh(cls, n_sources: int) -> "Falls":
        """Nothing counted yet."""
        seen, usual, score, run_seen, run_usual, began, days = (np.zeros(n_sources) for _ in range(7))
        return cls(seen, usual, score, run_seen, run_usual, began, np.full(n_sources, DISPERSION), days)

    def add(self, seen: Floats, usual: Floats, fine: Bools) -> None:
        """Count one hour of the sources that were asked, `fine`, and whose silence would be their own."""
        self.seen += seen * fine
        self.usual += usual * fine

    def close_day(self, hour: int, fallen: Bools) -> tuple[list[Spell], Bools]:
        """End the day before `hour`: new falls among the sources that have none open, and who has recovered."""
        told = self.usual >= ENOUGH
        self.days += told
        chance = (self.seen * np.log(FALLEN) + self.usual * (1 - FALLEN)) / self.dispersion
        starts = self.score == 0.0
        self.began = np.where(starts, float(hour - 25), self.began)
        self.run_seen = np.where(starts, 0.0, self.run_seen) + self.seen * told
        self.run_usual = np.where(starts, 0.0, self.run_usual) + self.usual * told
        self.score = np.maximum(0.0, self.score + np.minimum(chance, A_DAY) * told)
        recovered = fallen & told & (self.seen >= RECOVERED * self.usual)
        found = np.nonzero((self.score > ALARM) & ~fallen & (self.days >= LEAST_DAYS))[0]
        spells = [self._spell(int(source), hour) for source in found]
        self._settle(told, fallen | (self.score > ALARM))
        return spells, recovered

    def _settle(self, told: Bools, fallen: Bools) -> None:
        """Learn the dispersion from days that were well, and begin a new day."""
        off = (self.seen - self.usual) ** 2 / np.maximum(self.usual, 1.0)
        learned = np.maximum(
            self.dispersion + (np.minimum(off, 40.0) - self.dispersion) / MEMORY_DAYS, LEAST_DISPERSION
        )
        self.dispersion = np.where(told & ~fallen, learned, self.dispersion)
        self.score = np.where(fallen, 0.0, self.score)
        self.seen, self.usual = np.zeros_like(self.seen), np.zeros_like(self.usual)

    def _spell(self, source: int, hour: int) -> Spell:
        usual, seen, score = self.run_usual[source], self.run_seen[source], self.score[source]
        return Spell(source, True, int(self.began[source]), hour - 1, None, float(usual), float(seen), float(score))
