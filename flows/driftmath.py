"""How far two counted distributions lie apart, and how far they would by chance alone. Pure."""

from collections.abc import Mapping, Sequence
from math import log, sqrt

Counts = Sequence[int]
_CHANCE = 3.29  # standard deviations that chance passes once in a thousand (two-sided)
_QUANTILE = 3.09  # the same, one-sided, for chi-square
_PRIOR = 0.5  # added to every bin, so that an empty one is no infinity


def psi(now: Counts, reference: Counts) -> float:
    """Give the population stability index of two counts over the same bins, 0 for equal shares; natural logarithm."""
    ours, theirs = _shares(now), _shares(reference)
    return sum((a - b) * log(a / b) for a, b in zip(ours, theirs, strict=True))


def critical(now: Counts, reference: Counts) -> float:
    """Give the PSI that chance alone passes once in a thousand.

    Without drift, PSI / (1/n + 1/m) follows chi-square with bins - 1 degrees of freedom (Yurdakul, Western Michigan
    University, 2018); its quantile by Wilson and Hilferty.
    """
    degrees = max(1, sum(1 for a, b in zip(now, reference, strict=True) if a or b) - 1)
    part = 2 / (9 * degrees)
    quantile = degrees * (1 - part + _QUANTILE * sqrt(part)) ** 3
    return quantile * (1 / max(1, sum(now)) + 1 / max(1, sum(reference)))


def differs(now: tuple[int, int], reference: tuple[int, int]) -> bool:
    """Say whether two shares (hits, total) lie further apart than chance puts them once in a thousand."""
    (a, n), (b, m) = now, reference
    if not n or not m:
        return False
    pooled = (a + b) / (n + m)
    spread = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return spread > 0 and abs(a / n - b / m) / spread > _CHANCE


def change(now: Mapping[str, int], reference: Mapping[str, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give both counts over the union of their values, in one order."""
    values = sorted(set(now) | set(reference))
    return tuple(now.get(value, 0) for value in values), tuple(reference.get(value, 0) for value in values)


def _shares(counts: Counts) -> list[float]:
    total = sum(counts) + _PRIOR * len(counts)
    return [(count + _PRIOR) / total for count in counts]
