"""All labels of many texts at once: read, score, decide; the only door of this room for the rest of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .decision import Decision, load_decision
from .facets import Facets, facets
from .first_stage import RELEVANCE, FirstStage, load_first_stage
from .model import MODELS, load_weights
from .reading import read
from .records import STANCES, TARGETS, VALENCES, Annotation, Document, Scored, Stance
from .scorer import Floats
from .stance import StanceModel, stances_of
from .topic import TOPICS, topics_of

NAME = "labels"
BATCH = 512
NOWHERE = Facets((), "none", "none", strike=False, foreign=False)


@dataclass(frozen=True)
class Annotator:
    """The shipped models; `annotator_id` changes whenever any label could."""

    annotator_id: str
    first: FirstStage
    relevance: Decision
    topics: Decision
    valence: Decision
    stances: tuple[StanceModel, ...]

    def annotate(self, docs: Sequence[Document]) -> list[Annotation]:
        """Give the labels of each document, in order; texts of relevance 0 carry no other label but `foreign`."""
        starts = range(0, len(docs), BATCH)
        return [label for start in starts for label in self._batch(docs[start : start + BATCH])]

    def _batch(self, docs: Sequence[Document]) -> list[Annotation]:
        scores = self.first.score([read(doc) for doc in docs])
        dense = scores.dense()
        p = self.relevance.probabilities(dense)
        relevance = self.relevance.choose(p)
        inside = [row for row, value in enumerate(relevance) if value > 0]
        stances = [stances_of(model, docs, scores, dense) for model in self.stances]
        topics = topics_of(self.topics, dense)
        valence = self.valence.probabilities(dense)
        places = dict(zip(inside, facets([docs[row] for row in inside]), strict=True))
        return [
            _relevant(
                doc,
                (relevance[row], float(p[row, relevance[row]])),
                topics[row],
                tuple(column[row] for column in stances),
                valence[row],
                places[row],
            )
            if row in places
            else irrelevant(doc, float(p[row, 0]))
            for row, doc in enumerate(docs)
        ]


def _relevant(
    doc: Document,
    relevance: tuple[int, float],
    topics: tuple[Scored, ...],
    stances: tuple[Stance, ...],
    valence: Floats,
    place: Facets,
) -> Annotation:
    best = int(np.argmax(valence))
    return Annotation(
        id=doc.id,
        relevance=relevance[0],
        relevance_p=round(relevance[1], 4),
        topics=topics,
        stances=stances,
        valence=VALENCES[best],
        valence_p=round(float(valence[best]), 4),
        provinces=place.provinces,
        sector=place.sector,
        level=place.level,
        strike=place.strike,
        foreign=place.foreign,
    )


def irrelevant(doc: Document, p: float, *, foreign: bool = False) -> Annotation:
    """Give the labels of a text that is not about workers or the union."""
    return Annotation(
        id=doc.id,
        relevance=0,
        relevance_p=round(p, 4),
        topics=(),
        stances=tuple(Stance(target, "none", 1.0, abstain=False) for target in TARGETS),
        valence="neu",
        valence_p=1.0,
        provinces=(),
        sector="none",
        level="none",
        strike=False,
        foreign=foreign,
    )


@cache
def load_annotator(folder: Path = MODELS) -> Annotator:
    """Give the annotator of the model files in `folder`; ModelError names the file that is missing or broken."""
    weights = load_weights(NAME, folder)
    abstain = weights.meta["abstain"]
    return Annotator(
        annotator_id=str(weights.meta["model_id"]),
        first=load_first_stage(weights, TOPICS),
        relevance=load_decision(weights, "decide.relevance", RELEVANCE),
        topics=load_decision(weights, "decide.topics", TOPICS),
        valence=load_decision(weights, "decide.valence", VALENCES),
        stances=tuple(
            StanceModel(target, load_decision(weights, f"decide.{target}", STANCES), float(abstain[target]))
            for target in TARGETS
        ),
    )
