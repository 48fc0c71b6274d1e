"""Learning all labels from a folder of gold: out-of-fold scores, decisions, the final first stage, one weights file."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .annotator import NAME, Annotator
from .calibration import fit_abstention
from .deciding import fit_exclusive, fit_independent, held_out_scores
from .first_stage import RELEVANCE, FirstStage
from .fitting import fit_first_stage
from .gold import Gold, folds
from .model import Array, Weights, model_id, save_weights
from .reading import Reading, read
from .records import STANCES, TARGETS, VALENCES
from .scorer import Floats, softmax
from .stance import StanceModel
from .topic import TOPICS

Ints = NDArray[np.int64]
FOLDS = 5
CODE = (
    "annotator", "calibration", "cues", "deciding", "decision", "first_stage", "fitting", "gold", "normalize",
    "reading", "scorer", "sentence", "space", "stance", "topic", "train",
)  # fmt: skip


@dataclass(frozen=True)
class Study:
    """Gold with what is computed once for any number of trainings on parts of it."""

    gold: Gold
    readings: tuple[Reading, ...]
    folds: Ints


def study(gold: Gold) -> Study:
    """Read all texts and deal them into folds."""
    return Study(gold, tuple(read(doc) for doc in gold.documents), folds(gold.documents, FOLDS))


def out_of_fold(work: Study, rows: Ints) -> Floats:
    """Give the first-stage scores of the documents `rows`, each by models that have not seen its fold."""
    parts: list[tuple[Ints, Floats]] = []
    for fold in range(FOLDS):
        held = rows[work.folds[rows] == fold]
        first = fit_first_stage(work.gold, work.readings, rows[work.folds[rows] != fold], TOPICS)
        parts.append((held, first.score([work.readings[i] for i in held]).dense()))
    dense = np.zeros((len(work.readings), parts[0][1].shape[1]))
    for held, block in parts:
        dense[held] = block
    return dense[rows]


def train(work: Study, rows: Ints, identity: str) -> Annotator:
    """Learn everything from the documents `rows`."""
    dense = out_of_fold(work, rows)
    first = fit_first_stage(work.gold, work.readings, rows, TOPICS)
    return decide(work, rows, dense, first, identity)


def decide(work: Study, rows: Ints, dense: Floats, first: FirstStage, identity: str) -> Annotator:
    """Learn the second stage from out-of-fold scores and put the annotator together."""
    gold, dealt = work.gold, work.folds[rows]
    relevance = gold.relevance[rows]
    inside = relevance > 0
    valence = np.array([VALENCES.index(gold.labels[i]["valence"]) for i in rows[inside]])
    near, near_folds = dense[inside], dealt[inside]
    stances = []
    for target in TARGETS:
        labels = gold.stance(target)[rows][inside]
        decision = fit_exclusive(near, labels, near_folds, STANCES)
        stances.append(StanceModel(target, decision, _abstain(near, labels, near_folds, decision)))
    return Annotator(
        annotator_id=identity,
        first=first,
        relevance=fit_exclusive(dense, relevance, dealt, RELEVANCE, shift=False),
        topics=fit_independent(near, gold.topics(TOPICS)[rows][inside], near_folds, TOPICS),
        valence=fit_exclusive(near, valence, near_folds, VALENCES, shift=False),
        stances=tuple(stances),
    )


def _abstain(dense: Floats, labels: Ints, dealt: Ints, decision: Any) -> float:
    """Give the threshold for `abstain`, from held-out folds."""
    p = softmax(held_out_scores(dense, labels, dealt, len(STANCES)) / decision.temperature)
    chosen = np.array(decision.choose(p))
    return fit_abstention(p[np.arange(len(p)), chosen], chosen == labels)


def identity_of(gold: Gold) -> str:
    """Give the model id: it follows the corpus, the code of this room's models and the libraries' versions."""
    here = Path(__file__).parent
    code = {name: here.joinpath(f"{name}.py").read_text(encoding="utf-8") for name in CODE}
    libraries = {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
    return model_id(corpus=gold.sha256, code=code, libraries=libraries)


def save(annotator: Annotator, folder: Path, about: dict[str, Any]) -> str:
    """Write the weights of `annotator` to `folder` and give the file's sha256."""
    arrays: dict[str, Array] = annotator.first.stored()
    arrays |= annotator.relevance.stored("decide.relevance") | annotator.topics.stored("decide.topics")
    arrays |= annotator.valence.stored("decide.valence")
    for model in annotator.stances:
        arrays |= model.decision.stored(f"decide.{model.target}")
    abstain = {model.target: model.abstain for model in annotator.stances}
    meta = {"model_id": annotator.annotator_id, "abstain": abstain, **about}
    return save_weights(folder / f"{NAME}.npz", Weights(arrays, meta))
