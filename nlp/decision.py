"""The second stage: one small logistic regression per task over all first-stage scores, then calibration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .model import Array, Weights
from .scorer import Floats, sigmoid, softmax


@dataclass(frozen=True)
class Decision:
    """Standardisation, weights and temperature of one task; `offsets` shift the choice, not the probability."""

    centre: Floats
    scale: Floats
    coef: Floats
    intercept: Floats
    temperature: Floats
    offsets: Floats
    classes: tuple[str, ...]

    def scores(self, dense: Floats) -> Floats:
        """Give the calibrated scores (rows × classes)."""
        return ((dense - self.centre) / self.scale @ self.coef + self.intercept) / self.temperature

    def probabilities(self, dense: Floats) -> Floats:
        """Give calibrated probabilities of exclusive classes."""
        return softmax(self.scores(dense))

    def independent(self, dense: Floats) -> Floats:
        """Give calibrated probabilities of classes that may hold together."""
        return sigmoid(self.scores(dense))

    def choose(self, probabilities: Floats) -> list[int]:
        """Give the class chosen in each row: the most probable after the offsets that balance precision and recall."""
        if not len(probabilities):
            return []
        return [int(i) for i in (np.log(probabilities + 1e-12) + self.offsets).argmax(axis=1)]

    def stored(self, prefix: str) -> dict[str, Array]:
        """Give the arrays to keep in the model file."""
        names = ("centre", "scale", "coef", "intercept", "temperature", "offsets")
        return {f"{prefix}.{name}": np.asarray(getattr(self, name), dtype=np.float32) for name in names}


def load_decision(weights: Weights, prefix: str, classes: Sequence[str]) -> Decision:
    """Give the decision stored under `prefix`."""
    names = ("centre", "scale", "coef", "intercept", "temperature", "offsets")
    parts = {name: weights.arrays[f"{prefix}.{name}"].astype(np.float64) for name in names}
    return Decision(**parts, classes=tuple(classes))
