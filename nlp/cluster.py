"""Average-link clustering over a sparse graph of join probabilities, with pairs that may never meet."""

import heapq
from collections.abc import Iterable

Edge = tuple[int, int, float]


def average_link(
    size: int, edges: Iterable[Edge], threshold: float, forbidden: Iterable[tuple[int, int]] = ()
) -> list[int]:
    """Give the cluster of each of `size` nodes, named by its smallest node; the order of `edges` does not matter.

    Two clusters join while the mean probability over all their pairs (unlisted pairs count 0) is at least `threshold`;
    ties go to the smaller nodes. Clusters holding a forbidden pair never join.
    """
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for i, j, p in edges:
        sums[i][j] = sums[j][i] = p
    apart: list[set[int]] = [set() for _ in range(size)]
    for i, j in forbidden:
        apart[i].add(j)
        apart[j].add(i)
    members = [1] * size
    parent = list(range(size))
    heap = [(-p, i, j) for i in range(size) for j, p in sums[i].items() if i < j and p >= threshold]
    heapq.heapify(heap)
    while heap:
        score, i, j = heapq.heappop(heap)
        if parent[i] != i or parent[j] != j or j not in sums[i]:
            continue
        if -score != _mean(sums, members, i, j) or j in apart[i]:
            continue
        _merge(sums, apart, members, parent, i, j)
        for k in sorted(sums[i]):
            mean = _mean(sums, members, i, k)
            if mean >= threshold and k not in apart[i]:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return [_root(parent, i) for i in range(size)]


def _mean(sums: list[dict[int, float]], members: list[int], i: int, j: int) -> float:
    return sums[i][j] / (members[i] * members[j])


def _merge(
    sums: list[dict[int, float]], apart: list[set[int]], members: list[int], parent: list[int], i: int, j: int
) -> None:
    parent[j] = i
    members[i] += members[j]
    del sums[i][j], sums[j][i]
    for k, p in sums[j].items():
        sums[i][k] = sums[k][i] = sums[i].get(k, 0.0) + p
        del sums[k][j]
    for k in apart[j]:
        apart[k].discard(j)
        apart[k].add(i)
    apart[i] |= apart[j]
    sums[j], apart[j] = {}, set()


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        i = parent[i]
    return i
