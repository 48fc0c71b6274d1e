"""Stories grow day by day: each day's texts join, open, bridge and merge the stories of the days before.

The days are taken in the order of publication, whatever the order of arrival, so the outcome is a function of the set
of texts alone; a text that comes late makes only the days since its own be told again. Within a day the best pair
joins first (average link), and only stories that a text of the day touches can change.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from .duplicate import copies_among
from .records import Document, Link, Placement
from .rules import Rules, heads, root_of
from .shelf import Shelf
from .tell import DAYS, Teller

__all__ = ["COPY_DAYS", "DAYS", "UNDATED", "Folded", "Past", "before", "day_number", "fold"]

COPY_DAYS = DAYS  # how far back a warehouse looks for the original of a text: it would join a story that sleeps
UNDATED = 1_000_000  # the day of texts without a time: after all others, in reach of all
_HOUR_OF_HANOI = 7


@dataclass(frozen=True, slots=True)
class Past:
    """Where earlier texts were put and the links of the last DAYS days; nothing of it is told again."""

    placed: Mapping[str, Placement] = field(default_factory=dict)
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Folded:
    """Every placement known now, by id, and the links that the new days brought."""

    placed: dict[str, Placement]
    links: tuple[Link, ...]
    joined: Mapping[str, str] = field(default_factory=dict)  # first text of a story → of the one people joined it to

    def first(self, key: str) -> str:
        """Give the first text of the story that holds the text `key`."""
        root = root_of(self.placed, key)
        return self.joined.get(root, root)


def day_number(moment: datetime | None) -> int:
    """Give the number of the day in Hà Nội, UNDATED for no moment."""
    return UNDATED if moment is None else int((moment.timestamp() / 3600 + _HOUR_OF_HANOI) // 24)


def before(placed: Iterable[Placement], day: int) -> dict[str, Placement]:
    """Give the placements as they stood when `day` began."""
    old = (one for one in placed if one.day < day)
    return {
        one.id: one if one.joined is None or one.joined < day else replace(one, parent=None, joined=None) for one in old
    }


def fold(
    docs: Sequence[Document], shelf: Shelf, past: Past | None = None, rules: Rules | None = None, *, days: float | None
) -> Folded:
    """Place the texts of `docs` that `past` does not know, day by day; the others are what they are compared with.

    `docs` must hold what `past` knows of the DAYS days (and `days`, for copies) before, and the originals of the copies
    among it; `past` the placements of all texts of the stories they are in. ModelError when the join model is missing.
    """
    past, rules = past or Past(), rules or Rules()
    reads = sorted((shelf.read(doc) for doc in docs), key=lambda read: read.print.rank)
    known = {key: one.duplicate_of for key, one in past.placed.items()}
    copies = copies_among([read.print for read in reads], known, rules.apart, days)
    originals = {**{key: original for key, (original, _) in copies.items()}, **{k: o for k, o in known.items() if o}}
    teller = Teller(shelf.model, past.placed, past.links, rules.apart_of(originals))
    numbers = [day_number(read.doc.published_at) for read in reads]
    for day in sorted({n for n, read in zip(numbers, reads, strict=True) if read.doc.id not in past.placed}):
        first = 0 if day == UNDATED else bisect_left(numbers, day - DAYS)
        start, stop = bisect_left(numbers, day), bisect_right(numbers, day)
        teller.tell(day, reads[first:start], reads[start:stop], copies)
    return Folded(teller.placed, tuple(teller.found), heads(teller.placed, rules))
