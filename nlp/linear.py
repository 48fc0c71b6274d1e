"""Linear classifiers kept as plain arrays: fitted by scikit-learn, applied by one matrix product."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """One column of `weights` (features × classes) and one `bias` per class; two classes share one column."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    threshold: float = 0.5  # of the second class, when there are two

    def chances(self, rows: Any) -> Floats:
        """Give the probability of each class for each row: softmax, or one sigmoid column for two classes."""
        scores = np.asarray(rows @ self.weights, dtype=np.float64) + self.bias
        if scores.shape[1] == 1:
            return np.asarray(1.0 / (1.0 + np.exp(-scores)))
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def labels(self, rows: Any, classes: Sequence[str]) -> list[str]:
        """Give the most probable of `classes` for each row (for two, the second from `threshold` on)."""
        chances = self.chances(rows)
        if chances.shape[1] == 1:
            return [classes[int(p >= self.threshold)] for p in chances[:, 0]]
        return [classes[k] for k in chances.argmax(axis=1)]


def fit_linear(rows: Any, labels: NDArray[np.int64], *, strength: float, balanced: bool, classes: int) -> Linear:
    """Fit logistic regression with C = `strength`; a class not seen in `labels` never wins."""
    from sklearn.linear_model import LogisticRegression  # only who trains waits for it

    weight = "balanced" if balanced else None
    if classes == 2:
        fitted = LogisticRegression(C=strength, class_weight=weight, solver="liblinear", random_state=0).fit(
            rows, labels
        )
        return Linear(fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32))
    fitted = LogisticRegression(C=strength, class_weight=weight, max_iter=400).fit(rows, labels)
    weights = np.zeros((rows.shape[1], classes), dtype=np.float32)
    bias = np.full(classes, -50.0, dtype=np.float32)
    seen = fitted.classes_.astype(int)
    weights[:, seen], bias[seen] = fitted.coef_.T, fitted.intercept_
    return Linear(weights, bias)
