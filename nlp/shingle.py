"""Texts as sets of hashed word shingles, and the pairs of texts whose sets probably overlap (MinHash bands)."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

WIDTH = 4  # words in a shingle: two texts on one event share few runs of four words, copies share nearly all
# 120 bands of 3 rows find a pair of Jaccard 0.3 (a third of the original copied whole) with p = 0.96, 0.4 with
# p = 0.9996, and a chance pair (0.01) with p = 1e-4; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3.4.
BANDS, ROWS = 120, 3
SEED = 20
_BLOCK = 2000  # signatures held as Python lists at a time
_CROWD = 200  # documents in one bucket beyond which only neighbours are compared: a template, not a copy

Hashes = NDArray[np.uint64]


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


def candidate_pairs(sets: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Give the pairs (i < j) of `sets` that share a MinHash band, each once, in order; empty sets pair with nothing."""
    filled = [i for i, s in enumerate(sets) if len(s)]
    if not filled:
        return
    signatures = np.vstack(
        [_signatures([sets[i] for i in filled[at : at + _BLOCK]]) for at in range(0, len(filled), _BLOCK)]
    )
    where = np.asarray(filled)
    codes = np.concatenate([_band_pairs(signatures[:, b * ROWS : (b + 1) * ROWS]) for b in range(BANDS)])
    for code in np.unique(codes):
        yield int(where[code >> np.uint64(32)]), int(where[code & np.uint64(0xFFFFFFFF)])


def _signatures(sets: Iterable[Hashes]) -> NDArray[np.uint32]:
    block = list(sets)
    offsets = np.cumsum([0, *map(len, block)]).astype(np.uint64)
    flat = np.concatenate(block)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, BANDS * ROWS, SEED)
    return np.asarray(matrix.to_rows(), dtype=np.uint32)


def _band_pairs(band: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Give the pairs of rows that are equal, coded as i << 32 | j with i < j."""
    keys = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        keys = (keys ^ column) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(31)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], np.diff(keys[order]) != 0]))
    sizes = np.diff(np.append(starts, len(order)))
    shared = np.flatnonzero(sizes > 1)
    pairs = [_pairs_of(order[starts[g] : starts[g] + sizes[g]]) for g in shared]
    return np.concatenate(pairs) if pairs else np.empty(0, dtype=np.uint64)


def _pairs_of(group: NDArray[np.int64]) -> NDArray[np.uint64]:
    if len(group) > _CROWD:
        left, right = group[:-1], group[1:]
    else:
        i, j = np.triu_indices(len(group), 1)
        left, right = group[i], group[j]
    return left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)


def overlap(a: Hashes, b: Hashes) -> int:
    """Give how many shingles two sorted sets share."""
    return len(np.intersect1d(a, b, assume_unique=True))
