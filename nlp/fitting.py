"""Fitting the first stage: what near texts say, regressions on sparse grams, sentence scorers from evidence marks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from .compound import Compounds
from .cues import cue_rows
from .first_stage import RELEVANCE, FirstStage
from .gold import Gold
from .meaning import Meaning, learn_meaning
from .neighbours import Neighbours, fit_neighbours
from .reading import Reading, all_grams
from .records import STANCES, TARGETS, VALENCES
from .scorer import Scorer
from .sentence import Unit, units, windows
from .space import learn_space
from .topic import TOPICS

Ints = NDArray[np.int64]
_NEUTRAL, _NONE = STANCES.index("neutral"), STANCES.index("none")
# how much a sentence's label is worth: marked evidence; a naming sentence of a polar, or of a neutral or silent text
_EVIDENCE, _POLAR_REST, _OTHER = 1.5, 0.3, 0.7


def fit_first_stage(
    gold: Gold, readings: Sequence[Reading], rows: Ints, compounds: Compounds, rest: Sequence[Reading] = ()
) -> FirstStage:
    """Learn all first-stage models from the documents numbered `rows`; `rest` are irrelevant texts beside them."""
    relevance = gold.relevance
    inside = [int(i) for i in rows if relevance[i] > 0]
    texts = {int(i): all_grams(readings[i], compounds) for i in rows}
    mass = [all_grams(reading, compounds) for reading in rest]
    words = learn_space([*texts.values(), *mass])
    every = words.rows(texts[int(i)] for i in rows)
    meaning, neighbours = _fit_near(gold, rows, (every, words.rows(mass)), ([readings[i] for i in rows], rest))
    near = every[relevance[rows] > 0]
    found = {target: units([readings[i] for i in inside], target) for target in TARGETS}
    said = learn_space(one.grams for target in TARGETS for one in found[target])
    labels = {target: gold.stance(target)[inside] for target in TARGETS}
    stance = {}
    for target in TARGETS:
        window = said.rows(windows(found[target], len(inside)))
        stance[target] = _exclusive(sparse.hstack([near, window]).tocsr(), labels[target], STANCES, 8.0, balance=0.5)
    marks = {target: gold.evidence(target) for target in TARGETS}
    judged = {target: _judged(found[target], labels[target], [marks[target][i] for i in inside]) for target in TARGETS}
    parts = {target: (said.rows(one.grams for one in found[target]), *judged[target]) for target in TARGETS}
    parts["shared"] = _joined([parts[target] for target in TARGETS])
    return FirstStage(
        compounds=compounds,
        words=words,
        said=said,
        meaning=meaning,
        neighbours=neighbours,
        relevance=_relevance(every, relevance[rows], words.rows(mass)),
        valence=_exclusive(near, gold.valence[inside], VALENCES, 10.0),
        stance=stance,
        sentence={name: _exclusive(r, y, STANCES, 5.0, balance=0.5, weights=w) for name, (r, y, w) in parts.items()},
    )


def _relevance(gold: sparse.csr_matrix, labels: Ints, rest: sparse.csr_matrix) -> Scorer:
    told = np.concatenate([labels, np.zeros(rest.shape[0], dtype=np.int64)])
    return _exclusive(sparse.vstack([gold, rest]).tocsr(), told, RELEVANCE, 10.0)


def _fit_near(
    gold: Gold,
    rows: Ints,
    grams: tuple[sparse.csr_matrix, sparse.csr_matrix],
    readings: tuple[Sequence[Reading], Sequence[Reading]],
) -> tuple[Meaning, Neighbours]:
    """Learn the points and what they say, in the order of first_stage.NEAR, from gold and rest (these of relevance)."""
    cues = [cue_rows(list(some)) for some in readings]
    meaning = learn_meaning(grams[0], cues[0])
    points = np.vstack([meaning.points(some, held) for some, held in zip(grams, cues, strict=True)])
    relevance = np.concatenate([gold.relevance[rows], np.zeros(len(readings[1]), dtype=np.int64)])
    asked = relevance > 0
    inside = rows[gold.relevance[rows] > 0]
    told = [gold.topics(TOPICS)[inside], np.eye(len(VALENCES))[gold.valence[inside]]]
    told += [np.eye(len(STANCES))[gold.stance(target)[inside]] for target in TARGETS]
    groups = [(np.ones(len(points), dtype=bool), np.eye(len(RELEVANCE))[relevance]), (asked, np.hstack(told))]
    return meaning, fit_neighbours(points, groups)


def _judged(
    found: Sequence[Unit], labels: Ints, evidence: Sequence[frozenset[int]]
) -> tuple[Ints, NDArray[np.float64]]:
    """Give the label and the weight of each unit as evidence marks and the text's stance imply them."""
    label, weight = [], []
    for one in found:
        own = int(labels[one.document])
        polar = own not in (_NEUTRAL, _NONE)
        if one.index in evidence[one.document]:
            label.append(own)
            weight.append(_EVIDENCE)
        else:
            label.append(_NEUTRAL if polar else own)
            weight.append(
                (_POLAR_REST if one.named else 0.0) if polar else (_OTHER if one.named or own == _NONE else 0.0)
            )
    return np.array(label), np.array(weight)


def _joined(
    parts: "Sequence[tuple[sparse.csr_matrix, Ints, NDArray[np.float64]]]",
) -> "tuple[sparse.csr_matrix, Ints, NDArray[np.float64]]":
    rows, labels, weights = zip(*parts, strict=True)
    return sparse.vstack(rows).tocsr(), np.concatenate(labels), np.concatenate(weights)


def _exclusive(
    rows: sparse.csr_matrix,
    labels: Ints,
    classes: Sequence[str],
    strength: float,
    *,
    balance: float = 0.0,
    weights: NDArray[np.float64] | None = None,
) -> Scorer:
    """Fit one scorer per class; `balance` 0 leaves class shares as they are, 1 makes all classes equal."""
    base = np.ones(len(labels)) if weights is None else weights
    share = np.maximum(np.bincount(labels, minlength=len(classes)), 1) / len(labels)
    used = base > 0
    worth = (base / (len(classes) * share[labels]) ** balance)[used]
    truth = (labels[used, None] == np.arange(len(classes))).astype(np.int64)
    return _one_by_one(rows[used], truth, classes, strength, worth)


def _one_by_one(
    rows: sparse.csr_matrix,
    truth: Ints,
    classes: Sequence[str],
    strength: float,
    worth: NDArray[np.float64] | None = None,
) -> Scorer:
    """Fit each column of `truth` apart, in the dual: seconds where the joint regression takes minutes."""
    coef = np.zeros((rows.shape[1], len(classes)), dtype=np.float32)
    intercept = np.full(len(classes), -9.0, dtype=np.float32)  # a class never seen is never chosen
    for k in range(len(classes)):
        if 0 < truth[:, k].sum() < len(truth):
            model = LogisticRegression(
                C=strength, solver="liblinear", dual=True, tol=0.02, max_iter=300, random_state=0
            )
            model.fit(rows, truth[:, k], sample_weight=worth)
            coef[:, k], intercept[k] = model.coef_[0], model.intercept_[0]
    return Scorer(coef, intercept, tuple(classes))
