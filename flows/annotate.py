"""From texts to labels and stories: ask which texts lack labels, label them, group the relevant ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flows.batches import rounds, texts_in_batches
from flows.crew import ALONE, Crew
from flows.entities import read_entities
from flows.grouping import document, regroup
from flows.looking import look
from flows.stages import stage
from flows.voicelabels import label_voices
from nlp.annotator import Annotator
from nlp.records import Annotation, Stance
from nlp.typed import as_meant
from warehouse import store
from warehouse.db import Connection, alone, transaction

BATCH = 512  # texts labelled at once: a batch keeps the matrices small
ROUND = 4  # batches a transaction: a killed run loses seconds of work


@dataclass(frozen=True, slots=True)
class AnnotationRow:
    """One line of `core.annotations`: the labels of which a text has exactly one."""

    text_id: str
    annotator_id: str
    relevance: int
    relevance_p: float
    valence: str
    valence_p: float
    sector: str
    level: str
    strike: bool
    is_foreign: bool


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One line of `core.topics`."""

    text_id: str
    annotator_id: str
    code: str
    p: float


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One line of `core.stances`."""

    text_id: str
    annotator_id: str
    target: str
    label: str
    p: float
    abstain: bool
    evidence: str | None
    evidence_index: int | None
    against_p: float | None = None
    against_evidence: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of `core.places`."""

    text_id: str
    annotator_id: str
    province: str


@dataclass(frozen=True, slots=True)
class AnnotatorRow:
    """One line of `core.annotators`; exactly one is active."""

    annotator_id: str
    active: bool


def annotate_pending(con: Connection, annotator: Annotator, crew: Crew = ALONE) -> int:
    """Label every text that lacks this annotator's labels, regroup, read the relevant ones; gives their number.

    `crew` does the reading; what is written is the same whoever reads.
    """
    activate(con, annotator.annotator_id)
    with stage("label"):
        pending = _label_pending(con, annotator, crew)
    with alone(con):
        with stage("group"):
            regroup(con, annotator.annotator_id)
        with stage("read"):
            read_entities(con, crew)
        with stage("voices"):
            label_voices(con, annotator)
    return pending


def _label_pending(con: Connection, annotator: Annotator, crew: Crew) -> int:
    with look(con, "label", annotator.annotator_id):
        pending = store.query(con, "pending_texts", annotator_id=annotator.annotator_id)
        texts = texts_in_batches(con, "version_texts", pending, BATCH, "gắn nhãn")
        for annotations in rounds(crew.map(partial(label_batch, annotator), texts), ROUND):
            store_annotations(con, annotator.annotator_id, annotations)
    return len(pending)


def label_batch(annotator: Annotator, texts: Sequence[Mapping[str, Any]]) -> list[Annotation]:
    """The labels of a batch of warehouse rows, in order, with the attitudes to hold; sendable to another process."""
    return [replace(a, stances=held(a)) for a in annotator.annotate([as_meant(document(row)) for row in texts])]


def held(a: Annotation) -> tuple[Stance, ...]:
    """The attitudes of a text that are kept: an irrelevant one has none, unless that is in doubt."""
    return a.stances if a.relevance else tuple(s for s in a.stances if s.abstain)


def activate(con: Connection, annotator_id: str) -> None:
    """Make this annotator's labels the ones that views and digests show; the others' rows stay."""
    known = {row["annotator_id"] for row in store.query(con, "annotator_ids")} | {annotator_id}
    with transaction(con):
        store.replace(
            con,
            "core.annotators",
            [AnnotatorRow(one, one == annotator_id) for one in sorted(known)],
            where={},
        )


def store_annotations(con: Connection, annotator_id: str, annotations: Sequence[Annotation]) -> None:
    """Write labels and ledger of a batch of texts without any by this annotator, in one transaction."""
    with transaction(con):
        store.insert(con, "core.topics", [row for a in annotations for row in _topics(a, annotator_id)])
        store.append(con, "core.stances", [row for a in annotations for row in _stances(a, annotator_id)])
        store.insert(con, "core.places", [PlaceRow(a.id, annotator_id, p) for a in annotations for p in a.provinces])
        store.append(con, "core.annotations", [_row(a, annotator_id) for a in annotations])


def _row(a: Annotation, annotator_id: str) -> AnnotationRow:
    return AnnotationRow(
        text_id=a.id,
        annotator_id=annotator_id,
        relevance=a.relevance,
        relevance_p=a.relevance_p,
        valence=a.valence,
        valence_p=a.valence_p,
        sector=a.sector,
        level=a.level,
        strike=a.strike,
        is_foreign=a.foreign,
    )


def _topics(a: Annotation, annotator_id: str) -> Iterator[TopicRow]:
    for topic in a.topics:
        yield TopicRow(a.id, annotator_id, topic.code, topic.p)


def _stances(a: Annotation, annotator_id: str) -> Iterator[StanceRow]:
    for s in a.stances:
        yield StanceRow(
            a.id,
            annotator_id,
            s.target,
            s.label,
            s.p,
            s.abstain,
            s.evidence,
            s.evidence_index,
            s.against_p,
            s.against_evidence,
        )
