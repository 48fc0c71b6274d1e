"""Fitting the prefilter: phrases by an L1 penalty, floors that held-out relevant texts hardly ever go under."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from .gold import Gold
from .prefilter import Prefilter, phrase_grams, plain

Ints = NDArray[np.int64]
MIN_TEXTS = 15
STRENGTH, STRENGTH_ABROAD = 0.3, 0.1
# Of relevant gold texts, by models that have not seen them, what may go under the floor of its form (title and lead
# alone, whole text): 0.5 % of all. A whole text speaks of many things; the same share of both would send 0.40 of whole
# general news to the second look, these shares 0.26 of whole ones and 0.14 of titles with leads.
LOST = (0.0015, 0.011)


def fit_prefilter(gold: Gold, rows: Ints, folds: Ints) -> Prefilter:
    """Learn from the documents `rows` (their folds in `folds`) what looks relevant, and what looks foreign."""
    mass = len(gold.rest) + len(gold.mass)  # irrelevant, in no fold and nobody knows whether foreign
    docs = [gold.documents[i] for i in rows]
    texts = [set(phrase_grams(plain(doc))) for doc in (*docs, *gold.rest, *gold.mass)]
    seen = Counter(phrase for text in texts for phrase in text)
    known = sorted(phrase for phrase, count in seen.items() if count >= MIN_TEXTS)
    matrix = _presence(texts, known)
    relevant = np.concatenate([gold.relevance[rows] > 0, np.zeros(mass)]).astype(np.int64)
    abroad = np.array([int(gold.labels[i]["foreign"]) for i in rows])
    held = np.zeros(len(rows))
    dealt = np.concatenate([folds, np.full(mass, -1)])
    for fold in np.unique(folds):
        learned = _fit(matrix[dealt != fold], relevant[dealt != fold], STRENGTH)
        held[folds == fold] = learned.decision_function(matrix[: len(rows)][folds == fold])
    models = [_fit(matrix, relevant, STRENGTH), _fit(matrix[: len(rows)], abroad, STRENGTH_ABROAD)]
    weights = np.hstack([model.coef_.T for model in models]).astype(np.float32)
    kept = np.flatnonzero(weights.any(axis=1))
    return Prefilter(
        phrases=tuple(known[i] for i in kept),
        weights=weights[kept],
        bias=np.array([model.intercept_[0] for model in models], dtype=np.float32),
        floors=_floors(held, relevant[: len(rows)] == 1, np.array([bool(doc.sentences) for doc in docs])),
    )


def _floors(held: NDArray[np.float64], relevant: NDArray[np.bool_], whole: NDArray[np.bool_]) -> tuple[float, float]:
    """The floors under which the shares LOST of relevant texts score; a form without any has that of all."""
    forms = (relevant & ~whole, relevant & whole)
    short, long = (
        float(np.quantile(held[form if form.any() else relevant], lost)) for form, lost in zip(forms, LOST, strict=True)
    )
    return short, long


def _fit(matrix: sparse.csr_matrix, truth: Ints, strength: float) -> LogisticRegression:
    model = LogisticRegression(C=strength, l1_ratio=1, solver="liblinear", random_state=0)
    return model.fit(matrix, truth)


def _presence(texts: Sequence[set[str]], known: Sequence[str]) -> sparse.csr_matrix:
    column = {phrase: i for i, phrase in enumerate(known)}
    rows = [sorted(column[phrase] for phrase in text if phrase in column) for text in texts]
    bounds = np.cumsum([0, *map(len, rows)])
    indices = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    return sparse.csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(texts), len(known)))
