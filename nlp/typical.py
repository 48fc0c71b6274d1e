"""The sentences of a story that say most of what all its texts say (Radev et al. 2004, centroid summaries)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from .join import JoinModel, load
from .records import Document
from .vectors import Row, field_features, matrix_of
from .words import Words, codes

MIN_WORDS, MAX_WORDS = 8, 60  # shorter is a caption, longer a paragraph that nobody split
ALIKE = 0.5  # cosine from which a sentence only repeats one chosen before


def typical_sentences(docs: Sequence[Document], keep: int = 3, model: JoinModel | None = None) -> list[tuple[str, str]]:
    """Give (id of the document, sentence), most typical first; leads and bodies are looked at, ties keep their order.

    ModelError when the join model, whose word weights count, is missing.
    """
    idf = (model or load()).idf
    found = [(doc.id, sentence) for doc in docs for sentence in (doc.lead, *doc.sentences) if _is_sentence(sentence)]
    if not found:
        return []
    rows = normalize(matrix_of([_row(sentence, idf) for _, sentence in found]))
    alike = (rows @ rows.T).toarray()
    chosen: list[int] = []
    for k in np.argsort(-alike.sum(axis=1), kind="stable").tolist():
        if all(alike[k, one] < ALIKE for one in chosen):
            chosen.append(k)
        if len(chosen) == keep:
            break
    return [found[k] for k in chosen]


def _is_sentence(text: str) -> bool:
    return MIN_WORDS <= len(text.split()) <= MAX_WORDS


def _row(sentence: str, idf: NDArray[np.float32]) -> Row:
    empty = codes("")
    buckets, counts = np.unique(field_features(Words(empty, empty, codes(sentence)))["full"], return_counts=True)
    return buckets, counts.astype(np.float32) * idf[buckets]
