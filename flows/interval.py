"""How sure a counted share is."""

from math import sqrt

Z_95 = 1.959964  # the normal quantile of 97.5 %


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion (Wilson, JASA 22, 1927); (0, 1) of nothing."""
    if whole == 0:
        return 0.0, 1.0
    p, z2 = part / whole, Z_95**2
    middle = p + z2 / (2 * whole)
    width = Z_95 * sqrt(p * (1 - p) / whole + z2 / (4 * whole**2))
    scale = 1 + z2 / whole
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)
