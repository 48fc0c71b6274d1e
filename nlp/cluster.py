"""Average-link clustering over a sparse graph of join weights; only clusters that something new touches can join."""

import heapq
from collections.abc import Iterable, Mapping

UNIT = 10_000  # a link of weight UNIT is certain; whole numbers, so that sums don't depend on their order
Edge = tuple[int, int, int]


class Clusters:
    """Clusters named by whole numbers, their sizes, the summed weight between them, and which may never join."""

    def __init__(
        self, sizes: Mapping[int, int], edges: Iterable[Edge], forbidden: Iterable[tuple[int, int]] = ()
    ) -> None:
        self.sizes = dict(sizes)
        self.sums: dict[int, dict[int, int]] = {}
        self.apart: dict[int, set[int]] = {}
        self.into: dict[int, int] = {}  # merged cluster → the one that took it
        for i, j, weight in edges:
            total = self.sums.get(i, {}).get(j, 0) + weight
            self.sums.setdefault(i, {})[j] = self.sums.setdefault(j, {})[i] = total
        for i, j in forbidden:
            self.apart.setdefault(i, set()).add(j)
            self.apart.setdefault(j, set()).add(i)

    def join(self, threshold: float, touched: Iterable[int]) -> dict[int, int]:
        """Merge, best pair first, while one of `touched` and a cluster reach `threshold`; gives merged → survivor.

        Two clusters join while the mean weight over all their pairs (unlisted pairs count 0) is at least `threshold`
        (of 1); ties go to the smaller names and the smaller name survives. Clusters holding a forbidden pair never
        join. The order of edges does not matter.
        """
        heap = [entry for i in sorted(set(touched)) for entry in self._pairs_of(i, threshold)]
        heapq.heapify(heap)
        while heap:
            score, i, j = heapq.heappop(heap)
            if i in self.into or j in self.into or j not in self.sums[i]:
                continue
            if -score != self._mean(i, j) or j in self.apart.get(i, ()):
                continue
            self._merge(i, j)
            for entry in self._pairs_of(i, threshold):
                heapq.heappush(heap, entry)
        return self.into

    def _pairs_of(self, i: int, threshold: float) -> list[tuple[float, int, int]]:
        apart = self.apart.get(i, set())
        means = ((self._mean(i, k), k) for k in self.sums.get(i, ()) if k not in apart)
        return [(-mean, min(i, k), max(i, k)) for mean, k in means if mean >= threshold]

    def _mean(self, i: int, j: int) -> float:
        return self.sums[i][j] / (self.sizes[i] * self.sizes[j] * UNIT)

    def _merge(self, i: int, j: int) -> None:
        self.into[j] = i
        self.sizes[i] += self.sizes[j]
        del self.sums[i][j], self.sums[j][i]
        for k, weight in self.sums.pop(j).items():
            self.sums[i][k] = self.sums[k][i] = self.sums[i].get(k, 0) + weight
            del self.sums[k][j]
        for k in self.apart.pop(j, set()):
            self.apart[k].discard(j)
            self.apart[k].add(i)
            self.apart.setdefault(i, set()).add(k)
