"""Texts as sets of hashed word shingles, and the pairs of texts whose sets probably overlap (MinHash bands)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from .normalize import words_of

WIDTH = 4  # words in a shingle: two texts on one event share few runs of four words, copies share nearly all
# 85 bands of 3 rows find a pair of Jaccard 0.3 (a third of the original copied whole) with p = 0.90, 0.4 with
# p = 0.996, and a chance pair (0.01) with p < 1e-4; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3.4.
BANDS, ROWS = 85, 3
SEED = 20
_BLOCK = 2000  # signatures held as Python lists at a time
_CROWD = 200  # documents in one bucket beyond which only neighbours are compared: a template, not a copy

Hashes = NDArray[np.uint64]

_AGENCY = re.compile(
    r"^\W*(?:ttxvn|vov|vtv|dân trí|tto|tt|nlđo|nlđ|plo|tpo|anđt|cand|đđk|lđo|lđ|vietnam\+|vietnamplus|vnexpress|online|gd&tđ|(?:ha|hà) nội|tp\.? ?hcm)"
    r"(?:/vietnam\+)?\)?\s*[-–—:|]\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\W*(?:\(?theo|nguồn:?|tổng hợp:?|(?:\S+ ){1,4}/) [^.\n]{2,60}\)?\W*$", re.IGNORECASE)


def core_words(text: str) -> list[str]:
    """Give the words of `text` without the agency's sign in front and the "Theo …" credit at the end."""
    text = _AGENCY.sub("", text.strip(), count=1)
    return words_of(_CREDIT.sub("", text) if len(text) > 200 else text)


@lru_cache(maxsize=1 << 18)
def _word_hash(word: str) -> int:
    return crc32(word.encode("utf-8")) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF


def shingles(words: Sequence[str], width: int = WIDTH) -> Hashes:
    """Give the sorted distinct hashes of all runs of `width` words (one hash when there are fewer words, none for none)."""
    hashed = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    if not len(hashed):
        return hashed
    width = min(width, len(hashed))
    runs = np.zeros(len(hashed) - width + 1, dtype=np.uint64)
    for k in range(width):
        runs = runs * np.uint64(0x100000001B3) ^ hashed[k : k + len(runs)]
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
    edges = np.flatnonzero(np.diff(keys[order])) + 1
    pairs = [_pairs_of(np.sort(group)) for group in np.split(order, edges) if len(group) > 1]
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
