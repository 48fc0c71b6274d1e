"""The first stage: linear scorers on sparse grams of texts and single sentences, and what texts near in meaning say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .compound import Compounds
from .cues import cue_rows
from .encoder import ENCODED
from .meaning import Meaning, load_meaning
from .model import Array, Weights
from .neighbours import Neighbours, load_neighbours
from .reading import LEAD, TITLE, Reading, all_grams
from .records import STANCES, TARGETS, VALENCES
from .scorer import Floats, Scorer, load_scorer, log_softmax
from .sentence import Unit, units, windows
from .space import Space, load_space
from .topic import TOPICS

RELEVANCE = ("0", "1", "2")
_FLOOR = 1e-4  # log-probabilities below this say nothing more
_ABSENT = np.log(_FLOOR)
Dense = dict[str, Floats]
# what the near texts are asked, with the number of columns; all but the first only of relevant texts
NEAR = {"relevance": len(RELEVANCE), "topics": len(TOPICS), "valence": len(VALENCES)} | dict.fromkeys(
    TARGETS, len(STANCES)
)
# what each decision looks at: chosen by cross-validation, more blocks made every task worse
INPUTS: dict[str, tuple[str, ...]] = {
    "relevance": ("near.relevance", "relevance"),
    "topics": ("near.topics",),
    "valence": ("near.valence", "valence"),
} | {target: (f"near.{target}", f"said.{target}", f"text.{target}", "near.valence", "valence") for target in TARGETS}


@dataclass(frozen=True)
class Look:
    """What relevance is decided on, and what the other scores need of it; rows follow the documents."""

    rows: sparse.csr_matrix
    near: Dense
    relevance: Floats

    def dense(self) -> Dense:
        """Give the scores in named blocks."""
        return self.near | {"relevance": self.relevance}

    def of(self, chosen: Sequence[int]) -> "Look":
        """Give the look at the `chosen` documents only."""
        near = {name: block[chosen] for name, block in self.near.items()}
        return Look(self.rows[chosen], near, self.relevance[chosen])


@dataclass(frozen=True)
class Scores:
    """What the first stage says of a batch: rows follow the documents, unit rows follow `units`."""

    look: Look
    valence: Floats
    stance: dict[str, Floats]
    units: dict[str, list[Unit]]
    unit_scores: dict[str, Floats]  # log-probabilities: STANCES by the target's own scorer, then by the shared one

    def dense(self) -> Dense:
        """Give all scores in named blocks, the second stage's input."""
        blocks = self.look.dense() | {"valence": self.valence}
        for target in TARGETS:
            blocks[f"text.{target}"] = self.stance[target]
            blocks[f"said.{target}"] = pooled(self.units[target], self.unit_scores[target], len(self.valence))
        return blocks


def inputs(dense: Dense, task: str) -> Floats:
    """Give the columns that the decision `task` looks at; a site's encoder adds its own to every task."""
    blocks = (*INPUTS[task], ENCODED) if ENCODED in dense else INPUTS[task]
    return np.hstack([dense[block] for block in blocks])


@dataclass(frozen=True)
class FirstStage:
    """All first-stage models and the two vocabularies they read."""

    compounds: Compounds
    words: Space
    said: Space
    meaning: Meaning
    neighbours: Neighbours
    relevance: Scorer
    valence: Scorer
    stance: dict[str, Scorer]
    sentence: dict[str, Scorer]  # per target, and "shared"

    def look(self, readings: Sequence[Reading]) -> Look:
        """Score a batch of readings as far as their relevance needs: most of the press goes no further."""
        rows = self.words.rows(all_grams(reading, self.compounds) for reading in readings)
        said = self.neighbours.scores(self.meaning.points(rows, cue_rows(list(readings))))
        near = np.split(said, np.cumsum(list(NEAR.values()))[:-1], axis=1)
        blocks = {f"near.{name}": block for name, block in zip(NEAR, near, strict=True)}
        return Look(rows, blocks, log_softmax(self.relevance.scores(rows)))

    def score(self, readings: Sequence[Reading], look: Look | None = None) -> Scores:
        """Score a batch of readings, whose `look` may be known."""
        look = look or self.look(readings)
        stance, found, unit_scores = {}, {}, {}
        for target in TARGETS:
            found[target] = units(readings, target)
            window = self.said.rows(windows(found[target], len(readings)))
            stance[target] = log_softmax(self.stance[target].scores(sparse.hstack([look.rows, window]).tocsr()))
            unit_scores[target] = self._sentences(found[target], target)
        return Scores(look, log_softmax(self.valence.scores(look.rows)), stance, found, unit_scores)

    def _sentences(self, found: list[Unit], target: str) -> Floats:
        rows = self.said.rows(one.grams for one in found)
        both = (log_softmax(self.sentence[name].scores(rows)) for name in (target, "shared"))
        return np.maximum(np.hstack(list(both)), _ABSENT)

    def stored(self) -> dict[str, Array]:
        """Give the arrays to keep in the model file."""
        arrays: dict[str, Array] = {
            **self.compounds.stored("compounds"),
            **self.words.stored("words"),
            **self.said.stored("said"),
            **self.meaning.stored("meaning"),
            **self.neighbours.stored("neighbours"),
        }
        for name, scorer in self._scorers().items():
            arrays |= scorer.stored(name)
        return arrays

    def _scorers(self) -> dict[str, Scorer]:
        named = {"relevance": self.relevance, "valence": self.valence}
        named |= {f"stance.{target}": scorer for target, scorer in self.stance.items()}
        return named | {f"sentence.{name}": scorer for name, scorer in self.sentence.items()}


def load_first_stage(weights: Weights) -> FirstStage:
    """Give the scorers kept in a model file."""
    return FirstStage(
        compounds=Compounds(tuple(weights.words("compounds.words"))),
        words=load_space(weights, "words"),
        said=load_space(weights, "said"),
        meaning=load_meaning(weights, "meaning"),
        neighbours=load_neighbours(weights, "neighbours"),
        relevance=load_scorer(weights, "relevance", RELEVANCE),
        valence=load_scorer(weights, "valence", VALENCES),
        stance={target: load_scorer(weights, f"stance.{target}", STANCES) for target in TARGETS},
        sentence={name: load_scorer(weights, f"sentence.{name}", STANCES) for name in (*TARGETS, "shared")},
    )


def pooled(found: Sequence[Unit], scores: Floats, documents: int) -> Floats:
    """Give per document the best and mean score of its units (those that name the target, if any), title, lead."""
    width = scores.shape[1]
    out = np.full((documents, 4 * width), _ABSENT)
    for document, rows in _rows_of(found).items():
        named = [r for r in rows if found[r].named] or rows
        out[document, :width] = scores[named].max(axis=0)
        out[document, width : 2 * width] = scores[named].mean(axis=0)
        for row in rows:
            place = {TITLE: 2, LEAD: 3}.get(found[row].index)
            if place is not None:
                out[document, place * width : (place + 1) * width] = scores[row]
    return out


def _rows_of(found: Sequence[Unit]) -> dict[int, list[int]]:
    by_document: dict[int, list[int]] = {}
    for row, one in enumerate(found):
        by_document.setdefault(one.document, []).append(row)
    return by_document
