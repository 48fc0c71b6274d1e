"""How good the labels are: figures per task on gold, cross-validated with near-copies kept together."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .annotator import Annotator
from .calibration import binary_f1, expected_error, macro_f1
from .facet_figures import facet_figures
from .gold import Gold
from .records import STANCES, TARGETS, VALENCES, Annotation
from .stance import POLAR, WATCHED
from .topic import TOPICS

Figures = dict[str, float]
Labels = Sequence[Mapping[str, Any]]
CERTAIN = 0.8  # share of stances, the most certain ones, whose accuracy is a bar


def measure(gold: Gold, rows: Sequence[int], predicted: Sequence[Annotation]) -> Figures:
    """Give all figures of `predicted`, the annotations of the gold documents `rows`, in their order.

    Relevance is measured on all texts, topics, stance and valence on the relevant ones end to end: a relevant text
    that was taken for irrelevant counts with its empty labels.
    """
    labels = [gold.labels[i] for i in rows]
    inside = [i for i, label in enumerate(labels) if label["rel"] > 0]
    near, found = [labels[i] for i in inside], [predicted[i] for i in inside]
    judged = _relevance(labels, predicted) | _topics(near, found) | _stances(near, found) | _valence(near, found)
    return judged | facet_figures(near, found)


def _relevance(labels: Labels, predicted: Sequence[Annotation]) -> Figures:
    truth = np.array([label["rel"] for label in labels])
    given = np.array([one.relevance for one in predicted])
    p = np.array([one.relevance_p for one in predicted])
    return {
        "relevance.f1": binary_f1(truth, given),
        "relevance.macro": macro_f1(truth, given, 3),
        "relevance.ece": expected_error(p, truth == given),
    }


def _topics(labels: Labels, predicted: Sequence[Annotation]) -> Figures:
    truth = np.array([[code in label["topics"] for code in TOPICS] for label in labels])
    given = np.array([[code in {topic.code for topic in one.topics} for code in TOPICS] for one in predicted])
    each = [binary_f1(truth[:, k], given[:, k]) for k in range(len(TOPICS))]
    return {"topics.micro": binary_f1(truth, given), "topics.macro": float(np.mean(each))}


def _stances(labels: Labels, predicted: Sequence[Annotation]) -> Figures:
    figures: Figures = {}
    right, certain = [], []
    for k, target in enumerate(TARGETS):
        truth = np.array([STANCES.index(label["stance"][target]) for label in labels])
        given = np.array([STANCES.index(one.stances[k].label) for one in predicted])
        figures[f"stance.{target}"] = macro_f1(truth, given, len(STANCES))
        figures[f"stance.{target}.against"] = binary_f1(truth == 2, given == 2)
        right.append(truth == given)
        certain.append(np.array([one.stances[k].p for one in predicted]))
    hits, p = np.concatenate(right), np.concatenate(certain)
    kept = np.array([not one.stances[k].abstain for k in range(len(TARGETS)) for one in predicted])
    best = np.argsort(-p, kind="stable")[: int(CERTAIN * len(p))]
    return figures | {
        "stance.accuracy": float(hits.mean()),
        "stance.accuracy_80": float(hits[best].mean()),
        "stance.ece": expected_error(p, hits),
        "stance.kept": float(kept.mean()),
        "stance.kept_accuracy": float(hits[kept].mean()) if kept.any() else 0.0,
        "evidence.shown": _evidence(labels, predicted),
        **_criticism(labels, predicted),
    }


def _criticism(labels: Labels, predicted: Sequence[Annotation]) -> Figures:
    """Give the share of texts critical of the union that a person is asked to read, and of all relevant texts."""
    critical = np.array([label["stance"][WATCHED] == "against" for label in labels], dtype=bool)
    stances = [one.stances[TARGETS.index(WATCHED)] for one in predicted]
    read = np.array([one.label == "against" or one.against_p is not None for one in stances], dtype=bool)
    return {
        "criticism.read": float(read[critical].mean()) if critical.any() else 0.0,
        "criticism.asked": float(read.mean()),
    }


def _evidence(labels: Labels, predicted: Sequence[Annotation]) -> float:
    """Give how often the sentence shown is a marked one, where the polar stance shown is the gold one."""
    hits = [
        stance.evidence_index in label["ev"][stance.target]
        for label, one in zip(labels, predicted, strict=True)
        for stance in one.stances
        if stance.label in POLAR and label["stance"][stance.target] == stance.label and stance.target in label["ev"]
    ]
    return float(np.mean(hits)) if hits else 0.0


def _valence(labels: Labels, predicted: Sequence[Annotation]) -> Figures:
    truth = np.array([VALENCES.index(label["valence"]) for label in labels])
    given = np.array([VALENCES.index(one.valence) for one in predicted])
    p = np.array([one.valence_p for one in predicted])
    return {
        "valence.macro": macro_f1(truth, given, len(VALENCES)),
        "valence.ece": expected_error(p, truth == given),
    }


def evaluate(annotator: Annotator, gold: Gold) -> Figures:
    """Give the figures of a ready annotator on gold it was not trained on."""
    return measure(gold, range(len(gold.documents)), annotator.annotate(gold.documents))


def summary(per_fold: Sequence[Figures], pooled: Figures) -> dict[str, dict[str, float]]:
    """Give for each figure its value on all held-out predictions together and its spread over the folds."""
    return {
        name: {
            "value": round(value, 4),
            "lowest": round(min(fold[name] for fold in per_fold), 4),
            "highest": round(max(fold[name] for fold in per_fold), 4),
        }
        for name, value in pooled.items()
    }
