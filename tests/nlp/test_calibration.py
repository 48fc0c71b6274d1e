"""Calibration, offsets, thresholds and abstention on figures whose answer is known."""

import numpy as np
import pytest

from nlp.calibration import (
    binary_f1,
    expected_error,
    fit_abstention,
    fit_offsets,
    fit_temperature,
    fit_threshold,
    macro_f1,
)
from nlp.scorer import log_softmax, sigmoid, softmax

RNG = np.random.default_rng(3)


def test_scores_that_shout_are_cooled() -> None:
    honest = RNG.normal(size=(4000, 3)) * 1.5
    labels = np.array([RNG.choice(3, p=p) for p in softmax(honest)])
    assert fit_temperature(honest * 2, labels) == pytest.approx(2.0, rel=0.15)
    assert expected_error(softmax(honest).max(axis=1), honest.argmax(axis=1) == labels) < 0.03


def test_an_offset_brings_back_a_class_that_was_never_chosen() -> None:
    labels = np.array([0] * 80 + [1] * 20)
    log_p = log_softmax(np.column_stack([np.ones(100), np.where(labels == 1, 0.5, -1.0)]))
    offsets = fit_offsets(log_p, labels)
    assert macro_f1(labels, (log_p + offsets).argmax(axis=1), 2) == 1.0
    assert macro_f1(labels, log_p.argmax(axis=1), 2) < 0.5


def test_offsets_stay_at_zero_when_nothing_is_gained() -> None:
    labels = np.array([0, 1, 2] * 10)
    assert not fit_offsets(log_softmax(np.eye(3)[labels] * 5), labels).any()


def test_threshold_and_abstention() -> None:
    p = np.array([0.1, 0.2, 0.3, 0.6, 0.7])
    assert 0.2 < fit_threshold(p, np.array([0, 0, 1, 1, 1])) <= 0.3
    sure = np.linspace(0.99, 0.5, 20)
    right = np.array([True] * 10 + [False] * 10)
    threshold = fit_abstention(sure, right, accuracy=0.9)
    kept = sure >= threshold
    assert right[kept].mean() >= 0.9
    assert kept.sum() == 11
    assert fit_abstention(sure, np.zeros(20, dtype=bool)) == 1.0


def test_figures_of_known_predictions() -> None:
    assert binary_f1(np.array([1, 1, 0]), np.array([1, 0, 0])) == pytest.approx(2 / 3)
    assert binary_f1(np.zeros(3), np.zeros(3)) == 0.0
    assert macro_f1(np.array([0, 0, 1]), np.array([0, 1, 1]), 3) == pytest.approx(2 / 3)
    assert expected_error(np.array([]), np.array([], dtype=bool)) == 0.0
    assert sigmoid(np.array([0.0]))[0] == 0.5
