"""The learned decision whether two texts tell one event, with the word weights it was learned with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from .model import MODELS, Weights, load_weights, save_weights
from .pairing import FEATURES, Pairs, Traits, describe, find_pairs
from .records import Document
from .vectors import learn_idf, vectorize
from .words import words_of_document

NAME = "story"
IDF_STEP = 0.05  # word weights are kept in a byte each
# Mean join probability two groups need: flat optimum 0.1-0.3 in three-fold cross-validation over events.
THRESHOLD = 0.2
# An unlabelled text this close to a labelled event belongs to it as far as we know: no evidence either way, left out.
SUSPECT = 0.25

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JoinModel:
    """Logistic regression over pairing.FEATURES and the idf table its cosines use."""

    idf: NDArray[np.float32]
    weights: Floats
    bias: float
    threshold: float

    def probabilities(self, rows: Floats) -> Floats:
        """Give the probability that each described pair tells one event."""
        return np.asarray(1.0 / (1.0 + np.exp(-(rows @ self.weights + self.bias))))


def save(model: JoinModel, folder: Path = MODELS) -> str:
    """Write the model and give the sha256 of its file."""
    arrays: dict[str, NDArray[Any]] = {
        "idf": np.round(model.idf / IDF_STEP).clip(0, 255).astype(np.uint8),
        "weights": model.weights,
    }
    meta = {"bias": model.bias, "threshold": model.threshold, "features": list(FEATURES)}
    return save_weights(folder / f"{NAME}.npz", Weights(arrays, meta))


@cache
def load(folder: Path = MODELS) -> JoinModel:
    """Read the shipped model; ModelError when the file is missing or broken."""
    stored = load_weights(NAME, folder)
    idf = stored.arrays["idf"].astype(np.float32) * np.float32(IDF_STEP)
    return JoinModel(idf, stored.arrays["weights"], float(stored.meta["bias"]), float(stored.meta["threshold"]))


def train(
    docs: Sequence[Document], events: Sequence[int | None], traits: Traits, general: Sequence[Document]
) -> JoinModel:
    """Learn from `docs` with their events (None: unknown) and traits; `general` news gives the word weights.

    `general` documents are also unrelated to every event and may be repeated at the end of `docs` with event -1.
    """
    idf = np.round(learn_idf(words_of_document(doc) for doc in general) / IDF_STEP).clip(0, 255).astype(
        np.float32
    ) * np.float32(IDF_STEP)
    vectors = vectorize([words_of_document(doc) for doc in docs], idf)
    pairs = find_pairs(vectors.matrices["full"], traits)
    rows = describe(pairs, vectors, traits)
    same, known, unsure = _labels(pairs, events)
    draft = _fit(rows[known], same[known])
    probable = 1.0 / (1.0 + np.exp(-(rows @ draft[0] + draft[1])))
    used = known | (unsure & (probable < SUSPECT))
    weights, bias = _fit(rows[used], same[used])
    return JoinModel(idf, weights, bias, THRESHOLD)


def _labels(
    pairs: Pairs, events: Sequence[int | None]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Same event; both known; one known and the other not."""
    code = np.array([-9 if e is None else e for e in events])
    left, right = code[pairs.left], code[pairs.right]
    same = (left == right) & (left >= 0)
    known = (left != -9) & (right != -9)
    unsure = (left == -9) != (right == -9)
    return same, known, unsure


def _fit(rows: Floats, same: NDArray[np.bool_]) -> tuple[Floats, float]:
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    fitted = LogisticRegression(C=1.0, max_iter=3000).fit((rows - mean) / scale, same)
    weights = fitted.coef_[0] / scale
    return weights, float(fitted.intercept_[0] - weights @ mean)
