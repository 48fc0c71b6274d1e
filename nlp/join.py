"""The learned decision whether two texts tell one event, with the word weights it was learned with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .model import MODELS, Weights, load_weights, save_weights
from .pairing import FEATURES, RARE_FEATURES, Traits, describe, find_pairs
from .records import Document
from .vectors import learn_idf, matrix_of, stack, strongest, weigh
from .words import words_of_document

NAME = "story"
IDF_STEP = 0.05  # word weights are kept in a byte each
# Mean join probability two groups need: flat optimum 0.2-0.5 in two-fold cross-validation over
# events (BCubed F1 0.97); not lower, as real days hold more look-alike events than the labelled ones.
THRESHOLD = 0.35
SHORT_WORDS = 100  # a title and sapo; where they are all there is, words weigh otherwise
# An unlabelled text this close to a labelled event belongs to it as far as we know: no evidence either way, left out.
SUSPECT = 0.25

UNKNOWN = -9

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class JoinModel:
    """Logistic regressions over pairing.FEATURES: row 0 for two full texts, row 1 when one is short; and the idf."""

    idf: NDArray[np.float32]
    weights: Floats
    bias: Floats
    threshold: float

    def probabilities(self, rows: Floats) -> Floats:
        """Give the probability that each described pair tells one event."""
        scores = rows @ self.weights.T + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-np.where(short_pairs(rows), scores[:, 1], scores[:, 0]))))


def short_pairs(rows: Floats) -> NDArray[np.bool_]:
    """Give which pairs hold a text of fewer than SHORT_WORDS words."""
    return np.asarray(rows[:, FEATURES.index("short")] > 1.0 / np.log(10 + SHORT_WORDS))


def save(model: JoinModel, folder: Path = MODELS) -> str:
    """Write the model and give the sha256 of its file."""
    idf = np.round(model.idf / IDF_STEP).clip(0, 255).astype(np.uint8)
    arrays: dict[str, NDArray[Any]] = {"idf": idf, "weights": model.weights, "bias": model.bias}
    return save_weights(
        folder / f"{NAME}.npz", Weights(arrays, {"threshold": model.threshold, "features": list(FEATURES)})
    )


@cache
def load(folder: Path = MODELS) -> JoinModel:
    """Read the shipped model; ModelError when the file is missing or broken."""
    stored = load_weights(NAME, folder)
    idf = stored.arrays["idf"].astype(np.float32) * np.float32(IDF_STEP)
    return JoinModel(idf, stored.arrays["weights"], stored.arrays["bias"], float(stored.meta["threshold"]))


def train(
    docs: Sequence[Document], events: Sequence[int | None], traits: Traits, general: Sequence[Document]
) -> JoinModel:
    """Learn from `docs` with their events (None: unknown) and traits; `general` news gives the word weights.

    `general` documents are also unrelated to every event and may be repeated at the end of `docs` with event -1.
    """
    idf = np.round(learn_idf(words_of_document(doc) for doc in general) / IDF_STEP).clip(0, 255)
    idf = idf.astype(np.float32) * np.float32(IDF_STEP)
    bare = [replace(doc, sentences=()) for doc in docs]
    mixed = [doc if int(crc32(doc.id.encode())) % 2 else short for doc, short in zip(docs, bare, strict=True)]
    samples = [_sample(variant, events, traits, idf) for variant in (docs, bare, mixed)]
    rows, same, known, unsure = (np.concatenate(part) for part in zip(*samples, strict=True))
    fits = []
    for regime in (~short_pairs(rows), short_pairs(rows)):
        draft, offset = _fit(rows[known & regime], same[known & regime])
        probable = 1.0 / (1.0 + np.exp(-(rows @ draft + offset)))
        used = regime & (known | (unsure & (probable < SUSPECT)))
        fits.append(_fit(rows[used], same[used]))
    return JoinModel(idf, np.array([w for w, _ in fits]), np.array([b for _, b in fits]), THRESHOLD)


def _sample(
    docs: Sequence[Document], events: Sequence[int | None], traits: Traits, idf: NDArray[np.float32]
) -> tuple[Floats, Marks, Marks, Marks]:
    """Described candidate pairs of `docs`: rows, same event, both events known, one known and the other not."""
    rows = [weigh(words_of_document(doc), idf) for doc in docs]
    vectors = stack(rows)
    pairs = find_pairs(matrix_of([strongest(row["full"], RARE_FEATURES) for row, _ in rows]), traits.hours)
    code = np.array([UNKNOWN if e is None else e for e in events])
    left, right = code[pairs.left], code[pairs.right]
    known = (left != UNKNOWN) & (right != UNKNOWN)
    unsure = (left == UNKNOWN) != (right == UNKNOWN)
    return describe(pairs, vectors, traits), (left == right) & (left >= 0), known, unsure


def _fit(rows: Floats, same: NDArray[np.bool_]) -> tuple[Floats, float]:
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    from sklearn.linear_model import LogisticRegression  # only who trains waits for it

    fitted = LogisticRegression(C=1.0, max_iter=3000).fit((rows - mean) / scale, same)
    weights = fitted.coef_[0] / scale
    return weights, float(fitted.intercept_[0] - weights @ mean)
