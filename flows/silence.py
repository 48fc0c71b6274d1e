"""Which sources have fallen silent, decided hour by hour from the past alone; all sources at once, in arrays.

The test is sequential: while a source brings nothing, the rates of the hours that pass (see flows/rhythm.py) add up
to a strain, so that exp(-strain) is the chance of such a silence. It is an incident when the strain passes

* FLOOR, and what the source's own natural silences ever reached with a margin on top (it calibrates itself), or
* the milder bounds of a whole day without anything, for a source that never took so long a break; milder still where
  we ask twice a day or less, because each empty answer then stands for half a day at once.

A silence that most of the other sources share is ours, not theirs (nobody asked, the line was down): it does not count.
Falls are looked for once a day by a CUSUM of Poisson log-likelihoods, divided by the source's own dispersion.
The bounds were set on the streams of `.ci/backtest_watch.py`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.dayforms import PLAIN, forms, slot_of
from flows.falls import Falls
from flows.rhythm import Bools, Expectation, Floats, Rhythm
from flows.spells import Book, Spell

FLOOR = 6.5
OWN_FACTOR, OWN_MARGIN = 1.3, 2.8
LEAST_HOURS = 5.0  # nothing shorter is told: within two digests it is news to nobody
DAY_HOURS, DAY_STRAIN, DAY_FACTOR, DAY_MARGIN = 24.0, 4.0, 1.1, 1.0
# Who is asked twice a day or less shows so much when one answer is empty: a day of many looks counts some of it twice.
SELDOM_HOURS, SELDOM_STRAIN = 11.0, 2.0
LONGER, LONGER_IF_RARE = 1.15, 1.3  # times the longest natural silence; the second for under ten items a day
RARE = 10.0
AGAIN_HOURS = 28 * 24.0  # a second incident that ends by itself within four weeks shows a habit of the source
YOUNG_DAYS, LEAST_DAYS = 14.0, 8.0  # bounds are higher before the first, nothing is told before the second
REMEMBERED = 0.5 ** (1 / (8 * 168))  # an hour's loss of the memory of natural silences: a half in eight weeks
FLEET_FADE = 0.5 ** (1 / np.array([[1.5], [8.0]]))  # half-lives in hours of what the others did: busy papers, rare ones
FLEET_PRIOR = 1.5
FLEET_FROM, FLEET_TO = 0.3, 0.75  # share of what the others should bring: below it silence says nothing, above all
OWN = 0.5  # share from which an hour is a source's own
PARDON = 0.8
FLEET_LEAST = 3  # of so few others nothing can be told; from twice as many on they count fully


@dataclass(slots=True)
class State:
    """What is known of each source at an hour; arrays by source."""

    strain: Floats
    missed: Floats  # items that should have come in the silence
    silent: Floats  # hours
    shared: Floats  # hours in it that the others were silent too
    worst: Floats  # strain of a natural silence
    longest: Floats  # natural silence, in hours
    due: Floats  # (2, sources): hours that should have brought something lately, and those that did
    came: Floats
    last_look: Floats
    spacing: Floats  # hours between two looks
    last_back: Floats  # hour in which a silence that was told ended
    last_hit: NDArray[np.int64]
    born: NDArray[np.int64]  # -1: nothing came yet
    fleets: int  # equal parts of the sources that know nothing of each other


def silences(
    first_hour: int, seen: Floats, looked: Bools, group: NDArray[np.int64] | None = None, *, fleets: int = 1
) -> list[Spell]:
    """The incidents of `seen` (sources × hours, items) from `first_hour` on; `looked` says who was asked then.

    `group` numbers the kinds of the sources. `fleets` divides the sources into equal parts that know nothing of
    each other (for back-tests). Spells come in the order of their opening.
    """
    vigil = Vigil.begin(first_hour, np.zeros(len(seen), dtype=np.int64) if group is None else group, fleets)
    vigil.watch(seen, looked)
    return vigil.book.told


@dataclass(slots=True)
class Vigil:
    """All that is known of the sources before `next_hour`: hours may come a few at a time."""

    next_hour: int
    state: State
    rhythm: Rhythm
    falls: Falls
    book: Book

    @classmethod
    def begin(cls, first_hour: int, group: NDArray[np.int64], fleets: int = 1) -> "Vigil":
        """Nothing is known yet of the sources, whose kinds are numbered by `group`."""
        n = len(group)
        return cls(first_hour, _fresh(n, first_hour, fleets), Rhythm.unknown(group), Falls.fresh(n), Book.blank(n))

    def watch(self, seen: Floats, looked: Bools) -> None:
        """Let the next hours pass."""
        by_hour, asked = np.ascontiguousarray(seen.T, dtype=np.float64), np.ascontiguousarray(looked.T)
        for step, form in enumerate(forms(self.next_hour, len(by_hour)).tolist() if len(by_hour) else ()):
            self._hour(self.next_hour, form, by_hour[step], asked[step])
            self.next_hour += 1

    def _hour(self, hour: int, form: int, seen: Floats, asked: Bools) -> None:
        state, rhythm, falls, book = self.state, self.rhythm, self.falls, self.book
        slot = slot_of(hour)
        if slot % 24 == 0:
            rhythm.refresh()
            found, recovered = falls.close_day(hour, book.falling)
            book.close(np.nonzero(recovered)[0], hour - 1)
            book.open(spell for spell in found if not book.silent[spell.source])
        waiting = state.last_look > state.last_hit
        usual = rhythm.expect(slot, form, waiting)
        own = _hour(state, hour, seen, asked, usual, book)
        book.open(_silent_now(state, hour, rhythm, asked & (seen == 0) & ~book.silent))
        fine = asked & own & (state.born >= 0) & ~book.silent
        falls.add(seen, usual.items, fine)
        if form == PLAIN:
            rhythm.learn(slot, seen, usual, fine, waiting)


def _fresh(n: int, first_hour: int, fleets: int) -> State:
    names = ("strain", "missed", "silent", "shared", "worst", "longest")
    return State(
        **{name: np.zeros(n) for name in names},
        due=np.zeros((2, n)),
        came=np.zeros((2, n)),
        last_look=np.full(n, float(first_hour - 1)),
        spacing=np.ones(n),
        last_back=np.full(n, -np.inf),
        last_hit=np.full(n, -1, dtype=np.int64),
        born=np.full(n, -1, dtype=np.int64),
        fleets=fleets,
    )


def _hour(state: State, hour: int, seen: Floats, asked: Bools, usual: Expectation, book: Book) -> Bools:
    """Let one hour pass; gives the sources whose silence in it would have been their own."""
    here, born = asked & (seen > 0), state.born >= 0
    own = _own_share(state, asked & born & ~book.silent, here, usual.chance)
    gap = np.where(asked, hour - state.last_look, 0.0)
    step = np.minimum(gap, 3 * state.spacing)  # a pause in the asking is no silence
    state.spacing = np.where(asked, 0.9 * state.spacing + 0.1 * np.minimum(gap, 24.0), state.spacing)
    state.last_look = np.where(asked, hour, state.last_look)
    back = here & book.silent
    habit = back & (hour - state.last_back < AGAIN_HOURS)
    state.last_back = np.where(back, float(hour), state.last_back)
    natural = here & born & (~book.silent | habit) & (state.shared == 0)
    state.worst = np.where(natural, np.maximum(state.worst, state.strain), state.worst) * REMEMBERED
    state.longest = np.where(natural, np.maximum(state.longest, state.silent), state.longest) * REMEMBERED**0.5
    if back.any():
        book.close(np.nonzero(back)[0], hour)
    counts = asked & born & ~here
    ours = counts & (own <= OWN)  # what came before a pause of ours is not held against the source after it
    state.strain = np.where(here, 0.0, np.where(ours, PARDON * state.strain, state.strain) + counts * usual.rate * own)
    state.shared = np.where(here, 0.0, state.shared + ours)
    state.missed = np.where(here, 0.0, state.missed + counts * usual.items * own)
    state.silent = np.where(here, 0.0, state.silent + counts * step * (own > OWN))
    state.last_hit = np.where(here, hour, state.last_hit)
    state.born = np.where(here & ~born, hour, state.born)
    return np.asarray(own > OWN)


def _own_share(state: State, live: Bools, here: Bools, chance: Floats) -> Floats:
    """How much of a silence in this hour is the source's own, 0 to 1, seen from how the others fare."""
    state.due = state.due * FLEET_FADE + chance * live
    state.came = state.came * FLEET_FADE + (here & live)
    (came, lately), (due, due_lately) = (_others(each, state.fleets) for each in (state.came, state.due))
    usual = (lately + FLEET_PRIOR) / (due_lately + FLEET_PRIOR)
    share = (came + FLEET_PRIOR * usual) / (due + FLEET_PRIOR)
    told = np.clip((share - FLEET_FROM) / (FLEET_TO - FLEET_FROM), 0.0, 1.0)
    trust = np.clip((_others(live.astype(np.float64), state.fleets) - FLEET_LEAST) / FLEET_LEAST, 0.0, 1.0)
    return np.asarray(1 - trust * (1 - told))


def _others(values: Floats, fleets: int) -> Floats:
    sums = values.reshape(*values.shape[:-1], fleets, -1).sum(-1)
    return np.asarray(np.repeat(sums, values.shape[-1] // fleets, axis=-1) - values)


def _silent_now(state: State, hour: int, rhythm: Rhythm, quiet: Bools) -> list[Spell]:
    """The sources whose silence becomes an incident in this hour."""
    days = (hour - state.born) / 24
    maybe = quiet & (state.born >= 0) & (days >= LEAST_DAYS) & (state.silent >= LEAST_HOURS)
    day_strain = np.where(state.spacing >= SELDOM_HOURS, SELDOM_STRAIN, DAY_STRAIN)
    maybe &= state.strain > day_strain
    if not maybe.any():
        return []
    caution = np.sqrt(np.clip(YOUNG_DAYS / np.maximum(days, 1.0), 1.0, 2.5))
    bound = np.maximum(FLOOR, OWN_FACTOR * state.worst + OWN_MARGIN) * caution
    milder = np.maximum(day_strain, DAY_FACTOR * state.worst + DAY_MARGIN) * caution
    longer = np.where((rhythm.a_day / state.spacing < RARE) | (state.longest > DAY_HOURS), LONGER_IF_RARE, LONGER)
    whole_day = (state.silent >= DAY_HOURS) & (state.silent > longer * state.longest) & (state.strain > milder)
    found = np.nonzero(maybe & ((state.strain > bound) | whole_day))[0]
    return [_spell(state, int(source), hour) for source in found]


def _spell(state: State, source: int, hour: int) -> Spell:
    missed, strain = float(state.missed[source]), float(state.strain[source])
    return Spell(source, False, int(state.last_hit[source]), hour, None, missed, 0.0, strain)
