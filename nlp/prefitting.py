"""Fitting the prefilter: few phrases by an L1 penalty, a floor that held-out relevant texts hardly ever go under."""

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
STRENGTH = 0.1
RECALL = 0.995  # of relevant gold texts, by models that have not seen them; the rest are lost for good


def fit_prefilter(gold: Gold, rows: Ints, folds: Ints) -> Prefilter:
    """Learn from the documents `rows` (their folds in `folds`) what looks relevant, and what looks foreign."""
    mass = len(gold.rest)  # irrelevant, in no fold and nobody knows whether foreign
    texts = [set(phrase_grams(plain(doc))) for doc in (*(gold.documents[i] for i in rows), *gold.rest)]
    seen = Counter(phrase for text in texts for phrase in text)
    known = sorted(phrase for phrase, count in seen.items() if count >= MIN_TEXTS)
    matrix = _presence(texts, known)
    relevant = np.concatenate([gold.relevance[rows] > 0, np.zeros(mass)]).astype(np.int64)
    abroad = np.array([int(gold.labels[i]["foreign"]) for i in rows])
    held = np.zeros(len(rows))
    dealt = np.concatenate([folds, np.full(mass, -1)])
    for fold in np.unique(folds):
        learned = _fit(matrix[dealt != fold], relevant[dealt != fold])
        held[folds == fold] = learned.decision_function(matrix[: len(rows)][folds == fold])
    models = [_fit(matrix, relevant), _fit(matrix[: len(rows)], abroad)]
    weights = np.hstack([model.coef_.T for model in models]).astype(np.float32)
    kept = np.flatnonzero(weights.any(axis=1))
    return Prefilter(
        phrases=tuple(known[i] for i in kept),
        weights=weights[kept],
        bias=np.array([model.intercept_[0] for model in models], dtype=np.float32),
        floor=float(np.quantile(held[relevant[: len(rows)] == 1], 1 - RECALL)),
    )


def _fit(matrix: sparse.csr_matrix, truth: Ints) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, l1_ratio=1, solver="liblinear", random_state=0)
    return model.fit(matrix, truth)


def _presence(texts: Sequence[set[str]], known: Sequence[str]) -> sparse.csr_matrix:
    column = {phrase: i for i, phrase in enumerate(known)}
    rows = [sorted(column[phrase] for phrase in text if phrase in column) for text in texts]
    bounds = np.cumsum([0, *map(len, rows)])
    indices = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    return sparse.csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(texts), len(known)))
