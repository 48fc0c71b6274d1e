"""TF-IDF over a vocabulary learned once: lists of grams in, sparse rows out, in one pass for a whole batch."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .model import Weights, packed

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Space:
    """Grams and their idf; rows are sublinear in counts and of unit length."""

    columns: dict[str, int]
    idf: Floats

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)

    def rows(self, texts: Iterable[Sequence[str]]) -> sparse.csr_matrix:
        """Give one row for each list of grams; unknown grams are ignored."""
        indices: list[int] = []
        counts: list[int] = []
        bounds = [0]
        for grams in texts:
            seen = Counter(map(self.columns.get, grams))
            seen.pop(None, None)
            indices.extend(seen)  # type: ignore[arg-type]
            counts.extend(seen.values())
            bounds.append(len(indices))
        return self._weighted(indices, counts, bounds)

    def _weighted(self, indices: list[int], counts: list[int], bounds: list[int]) -> sparse.csr_matrix:
        columns = np.array(indices, dtype=np.int32)
        data = (1 + np.log(np.array(counts, dtype=np.float32))) * self.idf[columns]
        row_of = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        norms = np.sqrt(np.bincount(row_of, data.astype(np.float64) ** 2, minlength=len(bounds) - 1))
        data = (data / np.maximum(norms[row_of], 1e-12)).astype(np.float32)
        shape = (len(bounds) - 1, self.width)
        return sparse.csr_matrix((data, columns, np.array(bounds, dtype=np.int32)), shape=shape)

    def stored(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Give the arrays to keep in a model file, their names beginning with `prefix`."""
        return {f"{prefix}.grams": packed(list(self.columns)), f"{prefix}.idf": self.idf}


def learn_space(texts: Iterable[Sequence[str]], min_df: int = 3) -> Space:
    """Give the space of all grams found in at least `min_df` of `texts`, in alphabetical order."""
    df: Counter[str] = Counter()
    n = 0
    for grams in texts:
        df.update(set(grams))
        n += 1
    kept = sorted(gram for gram, count in df.items() if count >= min_df and "\n" not in gram)
    idf = np.array([math.log((1 + n) / (1 + df[gram])) + 1 for gram in kept], dtype=np.float32)
    return Space({gram: i for i, gram in enumerate(kept)}, idf)


def load_space(weights: Weights, prefix: str) -> Space:
    """Give the space stored under `prefix` in a model file."""
    grams = weights.words(f"{prefix}.grams")
    return Space({gram: i for i, gram in enumerate(grams)}, weights.arrays[f"{prefix}.idf"].astype(np.float32))
