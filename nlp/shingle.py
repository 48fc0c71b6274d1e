"""Texts as sets of hashed word shingles, and the pairs of texts whose sets probably overlap (MinHash bands)."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

WIDTH = 4  # words in a shingle: two texts on one event share few runs of four words, copies share nearly all
# 120 bands of 3 rows find a pair of Jaccard 0.3 (a third of the original copied whole) with p = 0.96, 0.4 with
# p = 0.9996, and a chance pair (0.01) with p = 1e-4; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3.4.
BANDS, ROWS = 120, 3
SEED = 20
_CROWD = 200  # documents before it with which one is compared in a bucket: more of them are a template, not copies

Hashes = NDArray[np.uint64]
Marks = NDArray[np.bool_]


def shingles(hashed: NDArray[np.int64], width: int = WIDTH) -> Hashes:
    """Give the sorted distinct hashes of all runs of `width` words (of all words when there are fewer)."""
    spread = hashed.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    if not len(spread):
        return spread
    width = min(width, len(spread))
    runs = np.zeros(len(spread) - width + 1, dtype=np.uint64)
    for k in range(width):
        runs = runs * np.uint64(0x100000001B3) ^ spread[k : k + len(runs)]
        runs ^= runs >> np.uint64(29)
    return np.unique(runs)


def band_keys(found: Hashes) -> Hashes:
    """Give the BANDS keys of one set (none of an empty one); two sets that share one at the same place are compared."""
    if not len(found):
        return found
    ends = np.array([0, len(found)], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(found, ends, BANDS * ROWS, SEED)
    signature = np.asarray(matrix.to_rows()[0], dtype=np.uint64).reshape(BANDS, ROWS)
    keys = np.zeros(BANDS, dtype=np.uint64)
    for column in signature.T:
        keys = (keys ^ column) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(31)
    return keys


def candidate_pairs(bands: Sequence[Hashes], fresh: Marks | None = None) -> Iterator[tuple[int, int]]:
    """Give the pairs (i < j) of `bands` that share a key, each once, in order; what has no keys pairs with nothing.

    With `fresh`, only pairs whose later one is marked.
    """
    where = np.array([i for i, keys in enumerate(bands) if len(keys)], dtype=np.int64)
    if not len(where):
        return
    marks = np.ones(len(where), dtype=bool) if fresh is None else fresh[where]
    columns = np.vstack([bands[i] for i in where]).T
    for code in np.unique(np.concatenate([_band_pairs(np.ascontiguousarray(keys), marks) for keys in columns])):
        yield int(where[code >> np.uint64(32)]), int(where[code & np.uint64(0xFFFFFFFF)])


def _band_pairs(keys: Hashes, fresh: Marks) -> NDArray[np.uint64]:
    """Give the pairs of equal keys, the later one fresh, coded as i << 32 | j with i < j."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], np.diff(keys[order]) != 0]))
    sizes = np.diff(np.append(starts, len(order)))
    shared = np.flatnonzero((sizes > 1) & np.logical_or.reduceat(fresh[order], starts))
    pairs = [_pairs_of(order[starts[g] : starts[g] + sizes[g]]) for g in shared]
    found = np.concatenate(pairs) if pairs else np.empty(0, dtype=np.uint64)
    return found[fresh[(found & np.uint64(0xFFFFFFFF)).astype(np.int64)]]


def _pairs_of(group: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Each with the _CROWD before it: what lies further back never decides, so older texts need not be known."""
    pairs = [
        group[:-step].astype(np.uint64) << np.uint64(32) | group[step:].astype(np.uint64)
        for step in range(1, min(len(group), _CROWD + 1))
    ]
    return np.concatenate(pairs)


def overlap(a: Hashes, b: Hashes) -> int:
    """Give how many shingles two sorted sets share."""
    return len(np.intersect1d(a, b, assume_unique=True))
