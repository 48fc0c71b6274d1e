"""One day of stories: its texts are linked to those in reach, then stories join as long as their links are strong."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from .cluster import UNIT, Clusters, Edge
from .join import JoinModel
from .pairing import WINDOW_HOURS, describe, find_pairs, slices
from .records import Link, Placement
from .rules import root_of
from .shelf import Read, traits_of
from .vectors import matrix_of, stack

DAYS = int(WINDOW_HOURS / 24)  # a story is open to texts of the following DAYS days
FAINT = UNIT // 50  # weaker links count as none
PAIRS_AT_ONCE = 100_000
Copies = Mapping[str, tuple[str, float]]


class Teller:
    """What is known when a day begins; `tell` adds the day. `found` are the links of the days told."""

    def __init__(
        self,
        model: JoinModel,
        placed: Mapping[str, Placement],
        links: Sequence[Link],
        apart: Collection[frozenset[str]],
    ) -> None:
        self.placed = dict(placed)
        self.found: list[Link] = []
        self._model, self._apart = model, apart
        self._recent = list(links)

    def tell(self, day: int, reach: Sequence[Read], fresh: Sequence[Read], copies: Copies) -> None:
        """Place the texts of one day; `reach` are those of the days before that they may join, both by rank."""
        for read in fresh:
            original, share = copies.get(read.doc.id, (None, None))
            joined = None if original is None else day
            one = Placement(read.doc.id, day, read.print.rank, original, share, original, joined)
            self.placed[read.doc.id] = one
        old = [read for read in reach if self.placed[read.doc.id].duplicate_of is None]
        new = [read for read in fresh if self.placed[read.doc.id].duplicate_of is None]
        links = list(_links(day, [*old, *new], len(old), self._model))
        self.found += links
        self._recent = [link for link in self._recent if link.day >= day - DAYS] + links
        self._join(day, [*old, *new], [read.doc.id for read in new])

    def _join(self, day: int, reads: Sequence[Read], fresh: Sequence[str]) -> None:
        homes = {read.doc.id: root_of(self.placed, read.doc.id) for read in reads}
        names = sorted({*homes.values()}, key=lambda key: self.placed[key].rank)
        number = {key: i for i, key in enumerate(names)}
        sizes = dict.fromkeys(range(len(names)), 0)
        for home in homes.values():
            sizes[number[home]] += 1
        clusters = Clusters(sizes, self._edges(homes, number), self._forbidden(reads, homes, number))
        for away, into in clusters.join(self._model.threshold, [number[key] for key in fresh]).items():
            self.placed[names[away]] = replace(self.placed[names[away]], parent=names[into], joined=day)

    def _edges(self, homes: Mapping[str, str], number: Mapping[str, int]) -> Iterator[Edge]:
        for link in self._recent:
            left, right = homes.get(link.left), homes.get(link.right)
            if left is not None and right is not None and left != right:
                yield number[left], number[right], link.weight

    def _forbidden(
        self, reads: Sequence[Read], homes: Mapping[str, str], number: Mapping[str, int]
    ) -> Iterator[tuple[int, int]]:
        """Strikes in different provinces, and what people said are two events."""
        strikes = sorted({(number[homes[r.doc.id]], tuple(sorted(r.places))) for r in reads if r.strike})
        for (i, here), (j, there) in combinations(strikes, 2):
            if i != j and not {*here} & {*there}:
                yield i, j
        for pair in self._apart:
            roots = {root_of(self.placed, key) for key in pair if key in self.placed}
            if len(roots) == 2 and roots <= number.keys():
                i, j = sorted(number[key] for key in roots)
                yield i, j


def _links(day: int, reads: Sequence[Read], fresh: int, model: JoinModel) -> Iterator[Link]:
    """The likely pairs of `reads` that hold one of those from `fresh` on."""
    if fresh == len(reads) or len(reads) < 2:
        return
    traits = traits_of([read.doc for read in reads], [read.places for read in reads])
    pairs = find_pairs(matrix_of([read.rare for read in reads]), traits.hours, fresh)
    vectors = stack([(read.rows, read.size) for read in reads])
    for part in slices(pairs, PAIRS_AT_ONCE):
        weights = np.rint(model.probabilities(describe(part, vectors, traits)) * UNIT).astype(np.int64)
        for k in np.flatnonzero(weights >= FAINT).tolist():
            yield Link(reads[part.left[k]].doc.id, reads[part.right[k]].doc.id, int(weights[k]), day)
