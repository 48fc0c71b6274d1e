"""A linear scorer as training leaves it: weights applied to a whole batch by one product, kept in half precision."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .model import Array, Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scorer:
    """Weights (features × outputs) and intercepts; `classes` names the outputs."""

    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    classes: tuple[str, ...]

    def scores(self, rows: sparse.csr_matrix) -> Floats:
        """Give the raw scores (rows × outputs)."""
        return np.asarray(rows @ self.coef, dtype=np.float64) + self.intercept

    def stored(self, prefix: str) -> dict[str, Array]:
        """Give the arrays to keep in a model file; half precision is enough for TF-IDF weights."""
        return {f"{prefix}.coef": self.coef.astype(np.float16), f"{prefix}.intercept": self.intercept}


def load_scorer(weights: Weights, prefix: str, classes: Sequence[str]) -> Scorer:
    """Give the scorer stored under `prefix`."""
    coef = np.ascontiguousarray(weights.arrays[f"{prefix}.coef"].astype(np.float32))
    return Scorer(coef, weights.arrays[f"{prefix}.intercept"].astype(np.float32), tuple(classes))


def softmax(scores: Floats) -> Floats:
    """Give probabilities of exclusive classes, rows summing to one."""
    return np.asarray(np.exp(log_softmax(scores)))


def log_softmax(scores: Floats) -> Floats:
    """Give the logarithms of `softmax`, computed without underflow."""
    top = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(top - np.log(np.exp(top).sum(axis=1, keepdims=True)))


def sigmoid(scores: Floats) -> Floats:
    """Give independent probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))
