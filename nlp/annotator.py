"""All labels of many texts at once: read, score, decide; the only door of this room for the rest of the house."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .decision import Decision, load_decision
from .encoder import ENCODED, Encoder, load_encoder
from .facets import NAME as PLACES
from .facets import FacetModel, Facets, facets
from .facets import load as load_places
from .first_stage import RELEVANCE, Dense, FirstStage, Scores, inputs, load_first_stage
from .model import MODELS, Weights, load_weights, model_id, needed_of
from .prefilter import Prefilter, load_prefilter
from .reading import read
from .records import STANCES, TARGETS, VALENCES, Annotation, Document, Scored, Stance
from .scorer import Floats, sigmoid
from .stance import StanceModel, stances_of
from .topic import TOPICS, topics_of

NAME = "labels"
BATCH = 512
NOWHERE = Facets((), "none", "none", strike=False, foreign=False)


@dataclass(frozen=True)
class Annotator:
    """The shipped models; `annotator_id` changes whenever any label could."""

    annotator_id: str
    places: FacetModel
    prefilter: Prefilter
    first: FirstStage
    relevance: Decision
    topics: Decision
    valence: Decision
    stances: tuple[StanceModel, ...]
    encoder: Encoder | None = None
    folder: Path | None = None  # of the model files

    def __reduce__(self) -> tuple[Callable[..., "Annotator"], tuple[Path | None]]:
        """Travel to another process as a folder's name: it reads the files itself, once."""
        return load_annotator, (self.folder,)

    def annotate(self, docs: Sequence[Document]) -> list[Annotation]:
        """Give the labels of each document, in order; texts of relevance 0 carry no other label but `foreign`."""
        starts = range(0, len(docs), BATCH)
        return [label for start in starts for label in self._batch(docs[start : start + BATCH])]

    def _batch(self, docs: Sequence[Document]) -> list[Annotation]:
        """Look at all, read those that may be relevant, label those that are."""
        looks = self.prefilter.look(docs)
        worth = self.prefilter.worth(docs, looks)
        abroad = looks[:, 1] > 0
        read_too = self._read([docs[row] for row in worth], [bool(abroad[row]) for row in worth])
        labels = dict(zip(worth, read_too, strict=True))
        for row, doc in enumerate(docs):
            if row not in labels:
                p = 1 - float(sigmoid(looks[row, 0]))
                labels[row] = self._irrelevant(doc, p, foreign=bool(abroad[row]))
        return [labels[row] for row in range(len(docs))]

    def _read(self, docs: Sequence[Document], abroad: Sequence[bool]) -> list[Annotation]:
        if not docs:
            return []
        readings = [read(doc) for doc in docs]
        look = self.first.look(readings)
        dense = look.dense() | self._encoded(docs)
        p = self.relevance.probabilities(inputs(dense, "relevance"))
        relevance = self.relevance.choose(p)
        inside = [row for row, value in enumerate(relevance) if value > 0]
        scores = self.first.score([readings[row] for row in inside], look.of(inside))
        chances = [float(p[row, relevance[row]]) for row in inside]
        judged = self._judge([docs[row] for row in inside], scores, [relevance[row] for row in inside], chances)
        labels = dict(zip(inside, judged, strict=True))
        return [
            labels.get(row) or self._irrelevant(doc, float(p[row, 0]), foreign=abroad[row])
            for row, doc in enumerate(docs)
        ]

    def _judge(
        self, docs: Sequence[Document], scores: Scores, relevance: Sequence[int], chances: Sequence[float]
    ) -> list[Annotation]:
        """Give the labels of texts that are relevant."""
        if not docs:
            return []
        dense = scores.dense() | self._encoded(docs)
        stances = [stances_of(model, docs, scores, inputs(dense, model.target)) for model in self.stances]
        topics = topics_of(self.topics, inputs(dense, "topics"))
        valence = self.valence.probabilities(inputs(dense, "valence"))
        places = facets(docs, model=self.places)
        return [
            _relevant(
                doc,
                (relevance[row], chances[row]),
                topics[row],
                tuple(column[row] for column in stances),
                valence[row],
                places[row],
            )
            for row, doc in enumerate(docs)
        ]

    def _irrelevant(self, doc: Document, p: float, *, foreign: bool) -> Annotation:
        return irrelevant(
            doc, p, foreign=foreign, doubtful=[model.target for model in self.stances if model.doubts(doc, p)]
        )

    def _encoded(self, docs: Sequence[Document]) -> Dense:
        return {} if self.encoder is None else {ENCODED: self.encoder.encode(docs)}


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


def irrelevant(doc: Document, p: float, *, foreign: bool = False, doubtful: Sequence[str] = ()) -> Annotation:
    """Give the labels of a text that is not about workers or the union, all as certain as that: `p`.

    `doubtful` names the targets for which that is not sure enough.
    """
    return Annotation(
        id=doc.id,
        relevance=0,
        relevance_p=round(p, 4),
        topics=(),
        stances=tuple(Stance(target, "none", round(p, 4), abstain=target in doubtful) for target in TARGETS),
        valence="neu",
        valence_p=round(p, 4),
        provinces=(),
        sector="none",
        level="none",
        strike=False,
        foreign=foreign,
    )


def annotator_id_in(folder: Path) -> str:
    """Give the id under which the model files in `folder` label; ModelError names the one that cannot be used."""
    weights = load_weights(NAME, folder)
    load_weights(PLACES, folder)
    places = hashlib.sha256((folder / f"{PLACES}.npz").read_bytes()).hexdigest()
    with needed_of(folder / f"{NAME}.npz"):
        return model_id(labels=weights.meta["model_id"], places=places)


@cache
def load_annotator(folder: Path = MODELS, encoder: Encoder | None = None) -> Annotator:
    """Give the annotator of the model files in `folder`; ModelError names the file that is missing or broken.

    A model that was trained with an encoder loads it by its name, unless it is given ready.
    """
    weights = load_weights(NAME, folder)
    models = load_places(folder)
    with needed_of(folder / f"{NAME}.npz"):
        return _annotator(weights, folder, models, _encoder_of(weights, encoder))


def _annotator(weights: Weights, folder: Path, models: FacetModel, encoder: Encoder | None) -> Annotator:
    abstain = weights.meta["abstain"]
    return Annotator(
        folder=folder,
        annotator_id=annotator_id_in(folder),
        places=models,
        prefilter=load_prefilter(weights, "prefilter"),
        first=load_first_stage(weights),
        relevance=load_decision(weights, "decide.relevance", RELEVANCE),
        topics=load_decision(weights, "decide.topics", TOPICS),
        valence=load_decision(weights, "decide.valence", VALENCES),
        stances=tuple(
            StanceModel(
                target, load_decision(weights, f"decide.{target}", STANCES), (abstain[target][0], abstain[target][1])
            )
            for target in TARGETS
        ),
        encoder=encoder,
    )


def _encoder_of(weights: Weights, ready: Encoder | None) -> Encoder | None:
    wanted = weights.meta.get("encoder")
    if wanted is None or (ready is not None and ready.name == wanted):
        return ready if wanted else None
    return load_encoder(wanted)
