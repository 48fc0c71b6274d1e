"""How good the facets are: provinces, sector, union level, strike and abroad on relevant gold texts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .calibration import binary_f1, macro_f1
from .geography import province_34
from .level import LEVELS
from .records import Annotation
from .sector import SECTORS

Labels = Sequence[Mapping[str, Any]]


def facet_figures(labels: Labels, predicted: Sequence[Annotation]) -> dict[str, float]:
    """Give F1 of provinces on both maps (over all text-province pairs), macro-F1 of sector and level, F1 of flags.

    `labels` are gold records of relevant texts, `predicted` their annotations in the same order; end to end, so that
    a text taken for irrelevant counts with its empty facets.
    """
    truth = [set(label["prov"]) for label in labels]
    given = [set(one.provinces) for one in predicted]
    sectors = [(label["sector"], one.sector) for label, one in zip(labels, predicted, strict=True)]
    levels = [(label["level"], one.level) for label, one in zip(labels, predicted, strict=True)]
    strike = np.array([(int(label["strike"]), one.strike) for label, one in zip(labels, predicted, strict=True)])
    foreign = np.array([(int(label["foreign"]), one.foreign) for label, one in zip(labels, predicted, strict=True)])
    return {
        "provinces.f1": _set_f1(truth, given),
        "provinces.f1_34": _set_f1([_merged(one) for one in truth], [_merged(one) for one in given]),
        "sector.accuracy": float(np.mean([true == found for true, found in sectors])) if sectors else 0.0,
        "sector.macro": _macro(sectors, SECTORS),
        "level.macro": _macro(levels, LEVELS),
        "strike.f1": _flag(strike),
        "foreign.f1": _flag(foreign),
    }


def _merged(names: set[str]) -> set[str]:
    return {province_34(name) for name in names}


def _set_f1(truth: Sequence[set[str]], given: Sequence[set[str]]) -> float:
    hits = sum(len(true & found) for true, found in zip(truth, given, strict=True))
    total = sum(map(len, truth)) + sum(map(len, given))
    return 2 * hits / total if total else 0.0


def _macro(pairs: Sequence[tuple[str, str]], classes: Sequence[str]) -> float:
    codes = np.array([(classes.index(true), classes.index(found)) for true, found in pairs], dtype=np.int64)
    return macro_f1(codes[:, 0], codes[:, 1], len(classes)) if len(codes) else 0.0


def _flag(pairs: "np.ndarray[Any, np.dtype[np.int64]]") -> float:
    return binary_f1(pairs[:, 0], pairs[:, 1]) if len(pairs) else 0.0
