"""How sure a figure is: the interval of a share, and whether a count moved beyond chance."""

from math import exp, lgamma, log, sqrt

Z = 1.96  # 95 %


def interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927), from 0 to 1; (0, 1) of nothing."""
    if whole == 0:
        return 0.0, 1.0
    share, square = part / whole, Z * Z / whole
    middle = (share + square / 2) / (1 + square)
    reach = Z * sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def moved(now: int, before: int, weeks: int) -> float:
    """The probability of a count at least as far from its base by chance: `before` events in `weeks`, `now` in one.

    Given their sum, the events of the present week are binomial with 1 / (weeks + 1) when nothing changed (Przyborowski
    and Wilenski, 1940); two-sided by doubling.
    """
    total = now + before
    if total == 0 or weeks == 0:
        return 1.0
    p = 1 / (weeks + 1)
    upper = sum(_binomial(total, i, p) for i in range(now, total + 1))
    lower = sum(_binomial(total, i, p) for i in range(now + 1))
    return min(1.0, 2 * min(upper, lower))


def _binomial(n: int, k: int, p: float) -> float:
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p))
