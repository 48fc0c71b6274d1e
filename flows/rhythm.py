"""The usual week of many sources at once: how likely each hour of it brings anything, and how much. Arrays by source.

An hour of the week is judged by itself, by its neighbours, by the same hour on other days, and, while a source is
young, by the sources of its kind; while it waits, also by how such hours of the day went when the hour before was
empty (bursts come late or not at all, whatever the average says). Both forecasts are weighed by how well each did
(Bayesian model averaging with forgetting: Raftery, Kárný and Ettler, Technometrics 52, 2010). What counts is mostly
whether an hour brought anything at all: a burst of forty items then weighs no more than one (Media Cloud's alerts on
volumes had to be retuned five times).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.dayforms import HOLIDAY, HOURS_OF_WEEK, PLAIN, TET

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

KEPT = 0.5 ** (1 / 6)  # of what is remembered of an hour of the week, each week: a half in six weeks
NEIGHBOUR = 0.25  # weight of the hour before and of the one after
OTHER_DAYS = 3.0  # observations for which the same hour of other days stands
KIN = 2.0  # observations for which the sources of the same kind stand
SUREST = 0.98  # no hour is ever sure to bring something
PAUSED = 2.0  # observations for which the usual chance stands in an hour that follows an empty one
PAUSED_KEPT = 0.5 ** (1 / 42)  # of what is remembered of such an hour of the day, each time: a half in six weeks
TRIED, CERTAIN = 0.998, 10.0  # fading of the odds between both forecasts, each hour of waiting, and their bound (logit)
LEAST_CHANCE = 1e-4
# Chance that something comes, as a rate, against a Sunday: holidays are quieter, Tết most of all.
QUIETER = {PLAIN: 1.0, HOLIDAY: 0.7, TET: 0.5}
SUNDAY = 6 * 24
BURST = 4.0  # an hour counts with so many times its usual volume (and 8 items) at most


class Expectation(NamedTuple):
    """For one hour and every source: the chance that something comes, its rate -ln(1 - chance), and the items.

    The rate heeds whether the hour before was empty; `paused` is the chance that such hours alone tell.
    """

    chance: Floats
    rate: Floats
    items: Floats
    paused: Floats


@dataclass(slots=True)
class Rhythm:
    """What has been learned so far; `group` gives each source the number of its kind.

    `week` holds hours that brought something, hours looked at, and items, each (hours of the week, sources), fading;
    `day` their sums over the days of the week.
    """

    group: NDArray[np.int64]
    week: Floats
    day: Floats
    kin: Floats  # (24, sources): chance of an hour of the day among the sources of the kind, at the source's level
    a_day: Floats  # items on a usual day
    after: Floats  # (2, 24, sources): hours of the day that followed an empty one, and those that brought something
    odds: Floats  # logit of how much better `after` foretold such hours than the week did

    @classmethod
    def unknown(cls, group: NDArray[np.int64]) -> "Rhythm":
        """The rhythm of sources of which nothing is known."""
        n = len(group)
        return cls(
            group,
            np.zeros((3, HOURS_OF_WEEK, n)),
            np.zeros((3, 24, n)),
            np.full((24, n), 0.1),
            np.zeros(n),
            np.zeros((2, 24, n)),
            np.zeros(n),
        )

    def expect(self, slot: int, form: int, waiting: Bools) -> Expectation:
        """What an hour of the week should bring on a day of this form; a holiday is read as a Sunday."""
        place = slot if form == PLAIN else SUNDAY + slot % 24
        chance, items = self._of_week(place)
        looks, hits = self.after[:, place % 24]
        paused = np.clip((hits + PAUSED * chance) / (looks + PAUSED), LEAST_CHANCE, SUREST)
        mixed = chance + (paused - chance) / (1 + np.exp(-self.odds))
        rate = -np.log1p(-np.where(waiting, mixed, chance))
        return Expectation(chance, rate * QUIETER[form], items * QUIETER[form], paused)

    def _of_week(self, place: int) -> tuple[Floats, Floats]:
        """Chance and items of an hour of the week, whatever the hour before brought."""
        here = self.week[:, place]
        near = here + NEIGHBOUR * (self.week[:, place - 1] + self.week[:, (place + 1) % HOURS_OF_WEEK])
        other_hits, other_looks, other_items = self.day[:, place % 24] - here
        prior = (other_hits + KIN * self.kin[place % 24]) / (other_looks + KIN)
        weight = near[1] + OTHER_DAYS
        chance = np.clip((near[0] + OTHER_DAYS * prior) / weight, LEAST_CHANCE, SUREST)
        return chance, (near[2] + OTHER_DAYS * other_items / np.maximum(other_looks, 1.0)) / weight

    def learn(self, slot: int, seen: Floats, usual: Expectation, where: Bools, waiting: Bools) -> None:
        """Take in one hour for the sources `where`; `usual` is what was expected of it."""
        hit = seen > 0
        new = np.stack([hit, np.ones_like(seen), np.minimum(seen, BURST * usual.items + 8.0)]) * where
        before = self.week[:, slot]
        after = before * np.where(where, KEPT, 1.0) + new
        self.day[:, slot % 24] += after - before
        self.week[:, slot] = after
        self._learn_pause(slot % 24, hit, usual, where & waiting)

    def _learn_pause(self, clock: int, hit: Bools, usual: Expectation, where: Bools) -> None:
        """An hour that followed an empty one: count it, and weigh both forecasts by it (Bayes' odds, fading)."""
        said, told = np.where(hit, (usual.paused, usual.chance), (1 - usual.paused, 1 - usual.chance))
        odds = np.clip(TRIED * self.odds + np.log(said / told), -CERTAIN, CERTAIN)
        self.odds = np.where(where, odds, self.odds)
        self.after[:, clock] = self.after[:, clock] * np.where(where, PAUSED_KEPT, 1.0) + (where, where & hit)

    def refresh(self) -> None:
        """Bring levels and the sources' kin up to date; once a day is enough."""
        hits, looks, items = self.day
        level = (hits.sum(0) + 0.5) / (looks.sum(0) + 2.0)
        self.a_day = 24 * items.sum(0) / np.maximum(looks.sum(0), 1.0)
        for number in np.unique(self.group):
            of_kind = self.group == number
            pooled = (hits[:, of_kind].sum(1) + 0.5) / (looks[:, of_kind].sum(1) + 2.0)
            share = level[of_kind] / max(pooled.mean(), 1e-6)
            self.kin[:, of_kind] = np.minimum(pooled[:, None] * share[None, :], SUREST) / 2
