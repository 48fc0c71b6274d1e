"""Pairs of documents that may tell one event: found by their rarest words, described by numbers a model weighs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .vectors import FIELDS, FieldVectors

RARE_FEATURES = 60  # of each text enter the candidate search
MIN_OVERLAP = 0.025  # of the squared weight shared by those features
NEIGHBOURS = 50  # candidates kept per text
WINDOW_HOURS = 14 * 24.0  # a story that sleeps two weeks is a new story
_BLOCK = 1000

FEATURES = (
    *(f"cos_{name}" for name in FIELDS),
    *(f"cos_{name}_x_full" for name in FIELDS),
    "best_short", "gap", "gap_unknown", "same_source", "place_shared", "place_clash", "short", "gap_x_full", "rank",
)  # fmt: skip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of each document beside its words; `hours` is nan when undated."""

    hours: Floats
    sources: tuple[str | None, ...]
    places: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs left[k] < right[k], in order, and the share of rare weight they have in common."""

    left: Ints
    right: Ints
    overlap: Floats


def find_pairs(rare: sparse.csr_matrix, hours: Floats, fresh: int = 0) -> Pairs:
    """Give the pairs of rows of `rare` that share enough weight and lie within WINDOW_HOURS of one another.

    Each row from `fresh` on gets its NEIGHBOURS nearest among all rows; rows before it are only looked at.
    """
    columns = rare.T.tocsr()
    found = [
        _nearest((rare[at : at + _BLOCK] @ columns).tocsr(), at, hours) for at in range(fresh, rare.shape[0], _BLOCK)
    ]
    rows, near, weight = (np.concatenate(part) for part in zip(*found, strict=True))
    left, right = np.sort([rows, near], axis=0)
    order = np.lexsort((right, left))
    left, right, overlap = left[order], right[order], weight[order]
    first = np.ones(len(left), dtype=bool)
    first[1:] = (np.diff(left) != 0) | (np.diff(right) != 0)
    return Pairs(left[first], right[first], overlap[first])


def _nearest(block: sparse.csr_matrix, at: int, hours: Floats) -> tuple[Ints, Ints, Floats]:
    rows = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr)) + at
    columns, data = block.indices.astype(np.int64), block.data.astype(np.float64)
    gap = np.abs(hours[rows] - hours[columns])
    good = (data >= MIN_OVERLAP) & (rows != columns) & ~(gap > WINDOW_HOURS)
    rows, columns, data = rows[good], columns[good], data[good]
    order = np.lexsort((columns, -data, rows))
    rows, columns, data = rows[order], columns[order], data[order]
    near = np.arange(len(rows)) - np.searchsorted(rows, rows, side="left") < NEIGHBOURS
    return rows[near], columns[near], data[near]


def slices(pairs: Pairs, size: int) -> Iterator[Pairs]:
    """Give `pairs` in runs of at most `size`, so that describing them needs little memory."""
    for at in range(0, len(pairs.left), size):
        part = slice(at, at + size)
        yield Pairs(pairs.left[part], pairs.right[part], pairs.overlap[part])


def describe(pairs: Pairs, vectors: FieldVectors, traits: Traits) -> Floats:
    """Give one row of FEATURES per pair."""
    left, right = pairs.left, pairs.right
    cosines = [_cosines(vectors.matrices[name], left, right) for name in FIELDS]
    full = cosines[FIELDS.index("full")]
    gap = np.abs(traits.hours[left] - traits.hours[right]) / 24.0
    unknown = np.isnan(gap)
    gap = np.where(unknown, 1.0, np.log1p(gap))
    shared, clash = _places(traits.places, left, right)
    same = [
        traits.sources[i] is not None and traits.sources[i] == traits.sources[j]
        for i, j in zip(left, right, strict=True)
    ]
    columns = [
        *cosines,
        *(c * full for c in cosines),
        np.maximum(cosines[0], cosines[1]),
        gap, unknown, np.asarray(same), shared, clash,
        1.0 / np.log(10 + np.minimum(vectors.words[left], vectors.words[right])),
        gap * full,
        pairs.overlap,
    ]  # fmt: skip
    return np.column_stack([np.asarray(c, dtype=np.float64) for c in columns])


def _cosines(matrix: sparse.csr_matrix, left: Ints, right: Ints) -> Floats:
    parts = [
        np.asarray(matrix[left[at : at + 20_000]].multiply(matrix[right[at : at + 20_000]]).sum(axis=1)).ravel()
        for at in range(0, len(left), 20_000)
    ]
    return np.concatenate(parts).astype(np.float64) if parts else np.empty(0)


def _places(places: Sequence[frozenset[str]], left: Ints, right: Ints) -> tuple[Floats, Floats]:
    shared, clash = np.zeros(len(left)), np.zeros(len(left))
    for k, (i, j) in enumerate(zip(left, right, strict=True)):
        a, b = places[i], places[j]
        if a and b:
            shared[k] = bool(a & b)
            clash[k] = not a & b
    return shared, clash
