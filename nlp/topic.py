"""Which topics a relevant text is about: independent decisions, one threshold each."""

import numpy as np

from .decision import Decision
from .records import Scored
from .scorer import Floats
from .taxonomy import codes

TOPICS = codes("topics")
MOST = 4  # the codebook's limit
OTHER = "khac"


def topics_of(decision: Decision, dense: Floats) -> list[tuple[Scored, ...]]:
    """Give the topics of each row, most certain first: at least one, at most MOST, "khac" only alone."""
    return [_assigned(p, decision) for p in decision.independent(dense)]


def _assigned(p: Floats, decision: Decision) -> tuple[Scored, ...]:
    margin = np.log(p + 1e-12) - np.log1p(-p + 1e-12) + decision.offsets
    chosen = [int(k) for k in np.argsort(-p, kind="stable") if margin[k] >= 0][:MOST]
    named = [k for k in chosen if decision.classes[k] != OTHER]
    best = named or chosen or [int(margin.argmax())]  # every relevant text has a topic
    return tuple(Scored(decision.classes[k], round(float(p[k]), 4)) for k in best)
