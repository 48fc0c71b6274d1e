"""Precision and recall of what was shown, estimated from a stratified sample that people checked; pure.

Precision has Wilson's interval (Wilson 1927; Brown, Cai, DasGupta 2001). Recall is N₁p₁ / Σ N_h p_h over all strata h,
stratum 1 being what was shown. Its interval is Webber's (Approximate Recall Confidence Intervals, ACM TOIS 31:1, 2013):
each stratum's unseen items are beta-binomial with the prior Beta(½, ½), and the percentiles of the resulting recall are
taken; unlike a normal interval it does not collapse when a stratum's sample holds no relevant item.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

SHOWN = "shown"
Z = 1.959964  # of a two-sided interval of 95 %
DRAWS = 20_000
LEAST_SHOWN = 10  # answers on what was shown, below which nothing is stated


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of the week's articles: all of them, those checked, and those that should have been shown."""

    name: str
    size: int
    checked: int
    worthy: int


@dataclass(frozen=True, slots=True)
class Audited:
    """One week's result, shares from 0 to 1 with the bounds of their 95 % intervals."""

    monday: date
    checked: int
    precision: float
    precision_low: float
    precision_high: float
    recall: float
    recall_low: float
    recall_high: float


def audited(monday: date, strata: Sequence[Stratum]) -> Audited | None:
    """The estimates; None when too little of what was shown, or nothing of another stratum, was checked."""
    by_name: Mapping[str, Stratum] = {one.name: one for one in strata if one.size}
    shown = by_name.get(SHOWN)
    if shown is None or shown.checked < min(LEAST_SHOWN, shown.size):
        return None
    if any(not one.checked for one in by_name.values()):
        return None
    low, high = wilson(shown.worthy, shown.checked)
    recall, recall_low, recall_high = _recall(list(by_name.values()))
    checked = sum(one.checked for one in by_name.values())
    return Audited(monday, checked, shown.worthy / shown.checked, low, high, recall, recall_low, recall_high)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share; (0, 1) of nothing."""
    if not n:
        return 0.0, 1.0
    share, square = hits / n, Z * Z / n
    middle = share + square / 2
    margin = Z * math.sqrt(share * (1 - share) / n + square / (4 * n))
    return max(0.0, (middle - margin) / (1 + square)), min(1.0, (middle + margin) / (1 + square))


def _recall(strata: Sequence[Stratum]) -> tuple[float, float, float]:
    """The estimate and its bounds; the draws are seeded, so that the same answers give the same figures."""
    rng = np.random.default_rng(20)
    worthy = {one.name: one.size * one.worthy / one.checked for one in strata}
    drawn = {
        one.name: one.worthy
        + rng.binomial(one.size - one.checked, rng.beta(one.worthy + 0.5, one.checked - one.worthy + 0.5, DRAWS), DRAWS)
        for one in strata
    }
    total = sum(worthy.values())
    recall = worthy[SHOWN] / total if total else 1.0
    everything = np.sum(list(drawn.values()), axis=0)
    shares = np.where(everything > 0, drawn[SHOWN] / np.maximum(everything, 1), 1.0)
    low, high = np.percentile(shares, [2.5, 97.5])
    return recall, min(float(low), recall), max(float(high), recall)
