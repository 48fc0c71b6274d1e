"""The incidents of many sources while they are being found: at most one of a source is open."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Spell:
    """One incident: hours counted from 1970-01-01T00:00Z; it is known, and over, at the end of an hour."""

    source: int
    falling: bool  # fewer than usual, else nothing at all
    since: int  # the last hour that was well
    opened: int
    closed: int | None
    expected: float  # items that should have come until it opened
    seen: float
    score: float  # exp(-score) is about the chance of this by itself


@dataclass(slots=True)
class Book:
    """All incidents in the order of their opening, and which sources have one open."""

    silent: NDArray[np.bool_]
    falling: NDArray[np.bool_]
    told: list[Spell] = field(default_factory=list)
    _open: dict[int, Spell] = field(default_factory=dict)

    @classmethod
    def blank(cls, n_sources: int) -> "Book":
        """The book of sources that are all well."""
        return cls(np.zeros(n_sources, dtype=np.bool_), np.zeros(n_sources, dtype=np.bool_))

    @classmethod
    def of(cls, n_sources: int, told: list[Spell]) -> "Book":
        """The book in which these incidents were told."""
        book = cls.blank(n_sources)
        book.told = told
        for spell in told:
            if spell.closed is None:
                book._mark(spell)
        return book

    def open(self, spells: Iterable[Spell]) -> None:
        """Take in new incidents; silence takes the place of a mere fall."""
        for spell in spells:
            self.close([spell.source], spell.opened)
            self._mark(spell)
            self.told.append(spell)

    def _mark(self, spell: Spell) -> None:
        (self.falling if spell.falling else self.silent)[spell.source] = True
        self._open[spell.source] = spell

    def close(self, sources: Iterable[int], hour: int) -> None:
        """End what is open of these sources."""
        for source in sources:
            spell = self._open.pop(int(source), None)
            if spell is not None:
                spell.closed = hour
                self.silent[source] = self.falling[source] = False
