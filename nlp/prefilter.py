"""A cheap first look: most of the press is not about workers and must not cost what a relevant article costs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from .model import Array, Weights, packed
from .normalize import Memory
from .records import Document

BODY_CHARS = 4000
_SIGNS = re.compile(r"[^\w\s]+")
_BARE = Memory(lambda word: " ".join(_SIGNS.sub(" ", word.lower()).split()))


def plain(doc: Document) -> str:
    """Give the text of `doc` in lower case, one space between words and at both ends, without signs."""
    body = " ".join(doc.sentences)[:BODY_CHARS]
    return f" {_BARE.of(f'{doc.title} {doc.lead} {body}')} "


@dataclass(frozen=True)
class Prefilter:
    """Phrases with their weights; a text scoring under its floor is taken for irrelevant without a second look.

    Few phrases stand in a title and a lead and their scores lie close together: they have a floor of their own.
    """

    phrases: tuple[str, ...]
    weights: NDArray[np.float32]  # phrases × (relevant, abroad)
    bias: NDArray[np.float32]
    floors: tuple[float, float]  # of title and lead alone, of a whole text

    def __post_init__(self) -> None:
        automaton = ahocorasick.Automaton()
        for i, phrase in enumerate(self.phrases):
            automaton.add_word(f" {phrase} ", i)
        automaton.make_automaton()
        object.__setattr__(self, "_automaton", automaton)

    def found(self, text: str) -> list[int]:
        """Give the numbers of the phrases in `text` (see `plain`), each once."""
        automaton: ahocorasick.Automaton = self.__dict__["_automaton"]
        return sorted({i for _, i in automaton.iter(text)})

    def look(self, docs: Sequence[Document]) -> NDArray[np.float64]:
        """Give log-odds that each document is relevant, and that it is foreign; one without words is neither."""
        scores = np.empty((len(docs), 2))
        for row, doc in enumerate(docs):
            text = plain(doc)
            scores[row] = self.bias + self.weights[self.found(text)].sum(axis=0) if text.strip() else -9.0
        return scores

    def worth(self, docs: Sequence[Document], looks: NDArray[np.float64]) -> list[int]:
        """Give the numbers of the documents whose `looks` leave a chance that they are relevant."""
        return [row for row, doc in enumerate(docs) if looks[row, 0] >= self.floors[bool(doc.sentences)]]

    def stored(self, prefix: str) -> dict[str, Array]:
        """Give the arrays to keep in the model file."""
        return {
            f"{prefix}.phrases": packed(self.phrases),
            f"{prefix}.weights": self.weights,
            f"{prefix}.bias": np.append(self.bias, self.floors).astype(np.float32),
        }


def load_prefilter(weights: Weights, prefix: str) -> Prefilter:
    """Give the prefilter stored under `prefix`; models of old have one floor for all texts."""
    bias = weights.arrays[f"{prefix}.bias"]
    phrases = tuple(weights.words(f"{prefix}.phrases"))
    return Prefilter(phrases, weights.arrays[f"{prefix}.weights"], bias[:2], (float(bias[2]), float(bias[-1])))


def phrase_grams(text: str) -> Iterable[str]:
    """Give the syllables and pairs of a plain text, figures apart, from which phrases are chosen."""
    words = text.split()
    yield from (word for word in words if word.isalpha())
    yield from (f"{a} {b}" for a, b in pairwise(words) if a.isalpha() and b.isalpha())
