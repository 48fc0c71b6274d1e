"""Labels from near texts: kernel ridge regression over points (see meaning.py), all tasks of a group in one solve.

The regression's mean is that of a Gaussian process; every training point has a say that fades with its distance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from .model import Array, Weights

BLOCK = 64
RIDGE = 0.1  # by cross-validation: 0.03 to 0.2 are equal
Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]


@dataclass(frozen=True)
class Neighbours:
    """The training points, and for each output what every point says (0 where it was not asked) over the mean."""

    points: NDArray[np.float16]
    say: Floats32
    mean: Floats32

    def __post_init__(self) -> None:
        object.__setattr__(self, "_points", self.points.astype(np.float32))

    def scores(self, points: Floats32) -> Floats:
        """Give the outputs (rows × outputs), near 0 for no and 1 for yes; a row's do not depend on its neighbours'."""
        blocks = [self._block(points[start : start + BLOCK]) for start in range(0, len(points), BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros((0, len(self.mean)))

    def _block(self, points: Floats32) -> Floats:
        """Always of BLOCK rows: a product of another shape sums in another order, and differs in its last bits."""
        full = np.zeros((BLOCK, points.shape[1]), dtype=np.float32)
        full[: len(points)] = points
        told = closeness(full, self.__dict__["_points"]) @ self.say + self.mean
        return np.asarray(told[: len(points)], dtype=np.float64)

    def stored(self, prefix: str) -> dict[str, Array]:
        """Give the arrays to keep in the model file."""
        return {f"{prefix}.points": self.points, f"{prefix}.say": self.say, f"{prefix}.mean": self.mean}


def load_neighbours(weights: Weights, prefix: str) -> Neighbours:
    """Give what is stored under `prefix` in a model file."""
    return Neighbours(*(weights.arrays[f"{prefix}.{name}"] for name in ("points", "say", "mean")))


def closeness(left: Floats32, right: Floats32) -> Floats32:
    """Give exp(-squared distance) of each left to each right point."""
    product = left @ right.T
    product *= 2
    product -= np.einsum("ij,ij->i", left, left)[:, None]
    product -= np.einsum("ij,ij->i", right, right)[None, :]
    np.minimum(product, 0, out=product)
    return np.asarray(np.exp(product, out=product))


def fit_neighbours(points: Floats32, groups: "list[tuple[NDArray[np.bool_], Floats]]") -> Neighbours:
    """Learn from `points`; each group is which points are asked, and their targets (asked × outputs)."""

    kept = points.astype(np.float16)
    kernel = closeness(kept.astype(np.float32), kept.astype(np.float32))
    says, means = [], []
    for asked, targets in groups:
        mean = targets.mean(axis=0)
        system = kernel[np.ix_(asked, asked)].astype(np.float64)
        system[np.diag_indices(len(system))] += RIDGE
        say = np.zeros((len(points), targets.shape[1]))
        say[asked] = cho_solve(cho_factor(system, lower=True, overwrite_a=True), targets - mean)
        says.append(say)
        means.append(mean)
    return Neighbours(kept, np.hstack(says).astype(np.float32), np.concatenate(means).astype(np.float32))
