"""Learning all labels from a folder of gold: out-of-fold scores, decisions, the final first stage, one weights file."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import facet_training
from .annotator import NAME, Annotator
from .calibration import fit_abstention
from .compound import Compounds, learn_compounds
from .corrected import weighed
from .deciding import fit_exclusive, fit_independent, held_out_scores
from .encoder import ENCODED, Encoder
from .evaluate import measure, summary
from .facets import FacetModel
from .first_stage import RELEVANCE, Dense, FirstStage, inputs
from .fitting import fit_first_stage
from .geography import FOLDER
from .gold import CORRECTIONS, Gold, folds
from .model import Array, Weights, model_id, save_weights
from .prefitting import fit_prefilter
from .reading import Reading, read
from .records import STANCES, TARGETS, VALENCES, Annotation
from .scorer import Floats, softmax
from .stance import StanceModel
from .topic import TOPICS

Ints = NDArray[np.int64]
FOLDS = 5
CODE = (
    "annotator", "calibration", "compound", "corrected", "cues", "deciding", "decision", "encoder", "first_stage",
    "fitting", "gold", "meaning", "neighbours", "normalize", "prefilter", "prefitting", "reading", "rest", "scorer",
    "sentence", "space", "stance", "topic", "train",
)  # fmt: skip


@dataclass(frozen=True)
class Study:
    """Gold with what is computed once for any number of trainings on parts of it."""

    gold: Gold
    readings: tuple[Reading, ...]
    compounds: Compounds
    folds: Ints
    encoder: Encoder | None = None
    vectors: Floats | None = None
    rest: tuple[Reading, ...] = ()


def study(gold: Gold, encoder: Encoder | None = None) -> Study:
    """Read all texts and deal them into folds; with an encoder, its vectors are made once."""
    readings = tuple(read(doc) for doc in gold.documents)
    compounds = learn_compounds(passage.text for reading in readings for passage in reading.passages)
    vectors = encoder.encode(gold.documents) if encoder else None
    rest = tuple(read(doc) for doc in gold.rest)
    return Study(gold, readings, compounds, folds(gold.documents, FOLDS), encoder, vectors, rest)


def out_of_fold(work: Study) -> tuple[Dense, list[FirstStage]]:
    """Give the first-stage scores of all documents, each by models that have not seen its fold, and those models."""
    firsts: list[FirstStage] = []
    parts: list[tuple[Ints, Dense]] = []
    for fold in range(FOLDS):
        held = np.flatnonzero(work.folds == fold)
        others = weighed(work.gold, np.flatnonzero(work.folds != fold))
        firsts.append(fit_first_stage(work.gold, work.readings, others, work.compounds, work.rest))
        parts.append((held, firsts[-1].score([work.readings[i] for i in held]).dense()))
    order = np.argsort(np.concatenate([held for held, _ in parts]))
    dense = {name: np.vstack([part[name] for _, part in parts])[order] for name in parts[0][1]}
    return (dense if work.vectors is None else dense | {ENCODED: work.vectors}), firsts


def train(work: Study, dense: Dense, identity: str) -> Annotator:
    """Learn everything from all documents; `dense` are their out-of-fold scores."""
    rows = np.arange(len(work.readings))
    first = fit_first_stage(work.gold, work.readings, weighed(work.gold, rows), work.compounds, work.rest)
    return decide(work, rows, dense, first, identity)


def held_out(work: Study, dense: Dense, firsts: Sequence[FirstStage]) -> list[Annotation]:
    """Give the annotation of every document by models that never saw it, nor near-copies of it.

    Each fold is labelled by a first stage trained on the other folds and by decisions fitted on their scores.
    """
    annotations: dict[int, Annotation] = {}
    for fold, first in enumerate(firsts):
        held, others = np.flatnonzero(work.folds == fold), np.flatnonzero(work.folds != fold)
        annotator = decide(work, others, _some(dense, others), first, "held-out")
        given = annotator.annotate([work.gold.documents[i] for i in held])
        annotations |= {int(i): annotation for i, annotation in zip(held, given, strict=True)}
    return [annotations[i] for i in range(len(annotations))]


def figures_of(work: Study, annotations: Sequence[Annotation]) -> dict[str, dict[str, float]]:
    """Give the figures of held-out annotations on the gold; texts that only people's corrections brought are no part.

    They were chosen because the model was wrong: with them, figures of different trainings could not be compared.
    """
    own = np.array([corpus != CORRECTIONS for corpus in work.gold.corpora])
    folds_rows = [np.flatnonzero(own & (work.folds == fold)).tolist() for fold in range(FOLDS)]
    per_fold = [measure(work.gold, rows, [annotations[i] for i in rows]) for rows in folds_rows]
    every = np.flatnonzero(own).tolist()
    return summary(per_fold, measure(work.gold, every, [annotations[i] for i in every]))


def decide(work: Study, rows: Ints, dense: Dense, first: FirstStage, identity: str) -> Annotator:
    """Learn the second stage from out-of-fold scores and put the annotator together."""
    gold, dealt = work.gold, work.folds[rows]
    relevance = gold.relevance[rows]
    inside = relevance > 0
    valence = gold.valence[rows[inside]]
    near, near_folds = _some(dense, inside), dealt[inside]
    whole = np.array([bool(gold.documents[i].sentences) for i in rows[inside]])
    stances = []
    for target in TARGETS:
        labels = gold.stance(target)[rows][inside]
        decision = fit_exclusive(inputs(near, target), labels, near_folds, STANCES)
        p, right = _held_out_hits(inputs(near, target), labels, near_folds, decision)
        short, long = (fit_abstention(p[whole == kind], right[whole == kind]) for kind in (False, True))
        stances.append(StanceModel(target, decision, (short, long)))
    return Annotator(
        annotator_id=identity,
        places=_facets(gold, rows),
        prefilter=fit_prefilter(gold, rows, dealt),
        first=first,
        relevance=fit_exclusive(inputs(dense, "relevance"), relevance, dealt, RELEVANCE, shift=False),
        topics=fit_independent(inputs(near, "topics"), gold.topics(TOPICS)[rows][inside], near_folds, TOPICS),
        valence=fit_exclusive(inputs(near, "valence"), valence, near_folds, VALENCES, shift=False),
        stances=tuple(stances),
        encoder=work.encoder,
    )


def _facets(gold: Gold, rows: Ints) -> FacetModel:
    learned = weighed(gold, rows)
    return facet_training.train([gold.documents[i] for i in learned], [gold.labels[i] for i in learned])


def _some(dense: Dense, rows: "Ints | NDArray[np.bool_]") -> Dense:
    return {name: block[rows] for name, block in dense.items()}


def _held_out_hits(
    dense: Floats, labels: Ints, dealt: Ints, decision: Any
) -> "tuple[NDArray[np.float64], NDArray[np.bool_]]":
    """Give how sure the choice on held-out folds is, and where it is right."""
    p = softmax(held_out_scores(dense, labels, dealt, len(STANCES)) / decision.temperature)
    chosen = np.array(decision.choose(p))
    return p[np.arange(len(p)), chosen], chosen == labels


def identity_of(gold: Gold, encoder: Encoder | None = None) -> str:
    """Give the model id: it follows corpus, corrections, code and gazetteers of this room, encoder and libraries."""
    here = Path(__file__).parent
    files = [*(here / f"{name}.py" for name in (*CODE, *facet_training.CODE)), *sorted(FOLDER.glob("*.toml"))]
    return model_id(
        corpus=gold.sha256,
        corrections=gold.corrections,
        rest=gold.rest_sha256,
        code={path.name: path.read_text(encoding="utf-8") for path in files},
        libraries={name: version(name) for name in ("numpy", "scipy", "scikit-learn", "underthesea")},
        encoder=encoder.name if encoder else None,
    )


def save(annotator: Annotator, folder: Path, about: dict[str, Any]) -> str:
    """Write the weights of `annotator` to `folder` and give the file's sha256."""
    arrays: dict[str, Array] = annotator.first.stored() | annotator.prefilter.stored("prefilter")
    arrays |= annotator.relevance.stored("decide.relevance") | annotator.topics.stored("decide.topics")
    arrays |= annotator.valence.stored("decide.valence")
    for model in annotator.stances:
        arrays |= model.decision.stored(f"decide.{model.target}")
    abstain = {model.target: model.abstain for model in annotator.stances}
    encoder = {"encoder": annotator.encoder.name} if annotator.encoder else {}
    meta = {"model_id": annotator.annotator_id, "abstain": abstain, **encoder, **about}
    return save_weights(folder / f"{NAME}.npz", Weights(arrays, meta))
