"""Texts as points: TF-IDF rows projected to the few directions in which the gold varies most, and what cues they hold.

Nearness of points generalises over wording where single grams can't; no text can be read back from a point.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .model import Array, Weights

DIRECTIONS = 200  # by cross-validation: 150 to 300 are equal, 100 and 600 a little worse
COMMON = 4  # a gram in fewer texts than this points nowhere for sure
CUES_WEIGHT = 0.1  # of the cues' mean squared distance beside the squared distance of the words
_FAR = 3.0  # standard deviations at which a cue stops counting
_STEPS = 127  # of the directions' 8 bits

Floats32 = NDArray[np.float32]


@dataclass(frozen=True)
class Meaning:
    """The directions (grams × dimensions, 8 bits and a scale per gram) and how cues are made comparable."""

    steps: NDArray[np.int8]
    scale: Floats32
    centre: Floats32
    spread: Floats32

    def __post_init__(self) -> None:
        object.__setattr__(self, "_directions", self.steps * self.scale[:, None])

    def points(self, rows: sparse.csr_matrix, cues: Floats32) -> Floats32:
        """Give for each row its direction (unit length; zero for a text of unknown words) and its weighed cues."""
        directions: Floats32 = self.__dict__["_directions"]
        place = np.asarray(rows @ directions, dtype=np.float32)
        place /= np.maximum(np.linalg.norm(place, axis=1, keepdims=True), 1e-9)
        held = np.clip((cues - self.centre) / self.spread, -_FAR, _FAR)
        return np.hstack([place, held * np.float32((CUES_WEIGHT / cues.shape[1]) ** 0.5)]).astype(np.float32)

    def stored(self, prefix: str) -> dict[str, Array]:
        """Give the arrays to keep in the model file."""
        return {f"{prefix}.{name}": getattr(self, name) for name in ("steps", "scale", "centre", "spread")}


def learn_meaning(rows: sparse.csr_matrix, cues: Floats32) -> Meaning:
    """Learn directions and the cues' scale from the rows and cues of the training texts."""
    from sklearn.utils.extmath import randomized_svd  # only who trains waits for it

    size = min(DIRECTIONS, min(rows.shape) - 1)
    _, _, directions = randomized_svd(rows, size, n_iter=2, random_state=0)
    found = np.ascontiguousarray(directions.T, dtype=np.float32)
    found[np.bincount(rows.indices, minlength=rows.shape[1]) < COMMON] = 0
    scale = (np.abs(found).max(axis=1) / _STEPS).astype(np.float32)
    steps = np.round(found / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
    return Meaning(steps, scale, cues.mean(axis=0), cues.std(axis=0) + np.float32(1e-6))


def load_meaning(weights: Weights, prefix: str) -> Meaning:
    """Give what is stored under `prefix` in a model file."""
    names = ("steps", "scale", "centre", "spread")
    return Meaning(*(np.ascontiguousarray(weights.arrays[f"{prefix}.{name}"]) for name in names))
