"""Making probabilities mean what they say, and choosing labels and abstentions by what held-out folds show."""

import numpy as np
from numpy.typing import NDArray

from .scorer import Floats, log_softmax

Ints = NDArray[np.int64]
_TEMPERATURES = np.geomspace(0.5, 3.0, 41)
# what is kept shall be right in 0.90; the margin is for relevant texts taken for irrelevant and for new outlets
KEPT_ACCURACY = 0.91
_SHIFTS = np.round(np.arange(-1.5, 1.51, 0.1), 1)


def fit_temperature(scores: Floats, labels: Ints) -> float:
    """Give the divisor of held-out `scores` that makes the true classes most likely."""
    rows = np.arange(len(labels))
    losses = [-float(log_softmax(scores / t)[rows, labels].mean()) for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def fit_offsets(log_p: Floats, labels: Ints, rounds: int = 2) -> Floats:
    """Give what to add to each class's log-probability before choosing, for the best held-out macro-F1.

    Classes are tried in turn, rarest first; a shift must gain more than noise (0.001) to be taken.
    """
    count = log_p.shape[1]
    offsets = np.zeros(count)
    best = macro_f1(labels, log_p.argmax(axis=1), count)
    order = np.argsort(np.bincount(labels, minlength=count))
    for _ in range(rounds):
        for k in order:
            for shift in _SHIFTS:
                trial = offsets.copy()
                trial[k] = shift
                score = macro_f1(labels, (log_p + trial).argmax(axis=1), count)
                if score > best + 0.001:
                    best, offsets = score, trial
    return offsets


def fit_threshold(p: Floats, truth: Ints) -> float:
    """Give the probability from which a label is assigned, for the best held-out F1 of all labels together."""
    grid = np.arange(0.15, 0.66, 0.025)
    return float(grid[int(np.argmax([binary_f1(truth, p >= t) for t in grid]))])


def fit_abstention(p: NDArray[np.float64], correct: NDArray[np.bool_], accuracy: float = KEPT_ACCURACY) -> float:
    """Give the lowest probability above which the kept labels are right with at least `accuracy`."""
    order = np.argsort(-p, kind="stable")
    running = np.cumsum(correct[order]) / np.arange(1, len(p) + 1)
    kept = np.flatnonzero(running >= accuracy)
    return float(p[order[kept[-1]]]) if len(kept) else 1.0


def binary_f1(truth: NDArray[np.generic], predicted: NDArray[np.generic]) -> float:
    """Give the F1 of one label; 0 when it is neither true nor predicted anywhere."""
    hits = float(np.sum((truth != 0) & (predicted != 0)))
    total = float(np.sum(truth != 0) + np.sum(predicted != 0))
    return 2 * hits / total if total else 0.0


def macro_f1(truth: Ints, predicted: Ints, classes: int) -> float:
    """Give the mean F1 of all classes that occur in `truth` or `predicted`."""
    present = [k for k in range(classes) if np.any(truth == k) or np.any(predicted == k)]
    return float(np.mean([binary_f1(truth == k, predicted == k) for k in present])) if present else 0.0


def expected_error(p: NDArray[np.float64], correct: NDArray[np.bool_], bins: int = 10) -> float:
    """Give the expected calibration error over equal-width bins of `p`."""
    if not len(p):
        return 0.0
    place = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [
        abs(p[place == b].mean() - correct[place == b].mean()) * np.mean(place == b)
        for b in range(bins)
        if np.any(place == b)
    ]
    return float(sum(gaps))
