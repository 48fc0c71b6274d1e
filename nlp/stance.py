"""The attitude of a text toward each target, and the sentence that decided it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .decision import Decision
from .first_stage import Scores
from .records import STANCES, Document, Stance
from .scorer import Floats

POLAR = ("favor", "against")
AGAINST = STANCES.index("against")
WATCHED = "cong_doan"  # the target of which no criticism may go unread
# Of 41 critical texts in cross-validation the label finds 18; 30 are labelled or reach this probability, as do 121 of
# 4,340 other relevant ones; 8 of the 11 that are left were taken for irrelevant.
DOUBT = 0.05


@dataclass(frozen=True)
class StanceModel:
    """The decision for one target; below `abstain` the label is not sure enough to be counted.

    The first threshold is for title and lead alone, the second for whole articles, where the same probability is
    less often right.
    """

    target: str
    decision: Decision
    abstain: tuple[float, float]

    def doubts(self, doc: Document, p: float) -> bool:
        """Say whether `p` is too little for a label of `doc` to be counted."""
        return p < self.abstain[bool(doc.sentences)]


def stances_of(model: StanceModel, docs: Sequence[Document], scores: Scores, dense: Floats) -> list[Stance]:
    """Give the stance of each document toward the model's target."""
    probabilities = model.decision.probabilities(dense)
    chosen = model.decision.choose(probabilities)
    best = evidence_of(scores, model.target, len(docs))
    result = []
    for row, (doc, k) in enumerate(zip(docs, chosen, strict=True)):
        label, p = STANCES[k], float(probabilities[row, k])
        index = int(best[row, k]) if label in POLAR else None
        text = None if index is None else passage_text(doc, index)
        against = float(probabilities[row, AGAINST])
        doubt = _doubt(doc, against, int(best[row, AGAINST])) if _is_doubtful(model.target, label, against) else ()
        result.append(Stance(model.target, label, round(p, 4), model.doubts(doc, p), text, index, *doubt))
    return result


def _is_doubtful(target: str, label: str, against: float) -> bool:
    return target == WATCHED and label != "against" and against >= DOUBT


def _doubt(doc: Document, against: float, index: int) -> tuple[float, str]:
    return round(against, 4), passage_text(doc, index)


def evidence_of(scores: Scores, target: str, documents: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Give for each document and class of STANCES the index of the passage that speaks most for it (0 if none)."""
    width = len(STANCES)
    found, table = scores.units[target], scores.unit_scores[target]
    best = np.zeros((documents, width), dtype=np.int64)
    top = np.full((documents, width), -np.inf)
    for row, one in enumerate(found):
        value = table[row, :width] + table[row, width:]
        better = value > top[one.document]
        top[one.document][better] = value[better]
        best[one.document][better] = one.index
    return best


def passage_text(doc: Document, index: int) -> str:
    """Give the words of passage `index`: 0 the title, -1 the lead, else a body sentence counted from 1."""
    return {0: doc.title, -1: doc.lead}.get(index) or doc.sentences[index - 1]
