"""Decisions learned from out-of-fold scores: classes that may hold together look at their own scores."""

import numpy as np

from nlp.deciding import fit_exclusive, fit_independent

RNG = np.random.default_rng(2)
TRUTH = RNG.integers(0, 2, size=(200, 2))
FOLDS = np.arange(200) % 4


def test_each_class_looks_at_its_own_column_and_at_shared_ones() -> None:
    dense = np.hstack([TRUTH + RNG.normal(0, 0.2, (200, 2)), RNG.normal(size=(200, 1))])
    decision = fit_independent(dense, TRUTH, FOLDS, ("a", "b"))
    assert decision.coef[0, 1] == decision.coef[1, 0] == 0
    assert ((decision.independent(dense) > 0.5) == TRUTH).mean() > 0.95


def test_one_class_of_several_is_chosen() -> None:
    labels = TRUTH.sum(axis=1)
    dense = np.eye(3)[labels] + RNG.normal(0, 0.2, (200, 3))
    decision = fit_exclusive(dense, labels, FOLDS, ("0", "1", "2"))
    assert (np.array(decision.choose(decision.probabilities(dense))) == labels).mean() > 0.95
