"""One event, one story: texts grouped by a learned join decision; reprints stay with their original."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from .cluster import Edge, average_link
from .duplicate import duplicates_among
from .geography import place_names
from .join import JoinModel, load
from .mention import Finder
from .pairing import Pairs, Traits, describe, find_pairs, slices
from .records import Document, Grouping
from .scan import REST, scan
from .vectors import vectorize
from .words import Words, words_of_document

_STOPPAGE = re.compile(
    r"đình công|ngừng việc|lãn công|bãi công|nghỉ việc tập thể|tập thể nghỉ việc|không chịu làm việc"
)
FAINT = 0.02  # join probabilities below this count as none
PAIRS_AT_ONCE = 100_000
_LATEST = datetime.max.replace(tzinfo=UTC)


def group(docs: Sequence[Document], model: JoinModel | None = None) -> list[Grouping]:
    """Give the story and the original of each document, in the order of `docs`; that order changes nothing else.

    A story's id is the hash of its earliest member's id (undated last, ties by id). Two strikes in two provinces
    never share a story. ModelError when the join model is missing.
    """
    texts = {doc.id: words_of_document(doc) for doc in docs}
    copies = duplicates_among(docs, [texts[doc.id] for doc in docs])
    originals = sorted((d for d in docs if d.id not in copies), key=_rank)
    clusters = _clusters(originals, [texts[d.id] for d in originals], model or load())
    leader = {doc.id: originals[c].id for doc, c in zip(originals, clusters, strict=True)}
    result = []
    for doc in docs:
        original, share = copies.get(doc.id, (None, None))
        result.append(Grouping(doc.id, original, story_id(leader[original or doc.id]), share))
    return result


def story_id(first_member: str) -> str:
    """Give the id of the story whose earliest member is `first_member`: 16 hex digits."""
    return hashlib.sha256(f"story {first_member}".encode()).hexdigest()[:16]


def _rank(doc: Document) -> tuple[datetime, str]:
    return (doc.published_at or _LATEST, doc.id)


def _clusters(docs: Sequence[Document], texts: Sequence[Words], model: JoinModel) -> list[int]:
    if len(docs) < 2:
        return list(range(len(docs)))
    traits = observe(docs)
    vectors = vectorize(texts, model.idf)
    pairs = find_pairs(vectors.matrices["full"], traits)
    edges: list[Edge] = []
    for part in slices(pairs, PAIRS_AT_ONCE):
        chances = model.probabilities(describe(part, vectors, traits))
        likely = np.flatnonzero(chances >= FAINT)
        edges += zip(part.left[likely].tolist(), part.right[likely].tolist(), chances[likely].tolist(), strict=True)
    return average_link(len(docs), edges, model.threshold, _forbidden(docs, pairs, traits))


@cache
def _finder() -> Finder:
    return Finder(place_names())


def observe(docs: Sequence[Document]) -> Traits:
    """Give time, outlet and the places named in title, lead and opening of each document."""
    hours = np.array([d.published_at.timestamp() / 3600 if d.published_at else np.nan for d in docs])
    return Traits(hours, tuple(d.source for d in docs), tuple(_places(d) for d in docs))


def _places(doc: Document) -> frozenset[str]:
    page = scan(Document(doc.id, doc.title, doc.lead, doc.sentences[:3]), _finder())
    return frozenset(h.value for h in page.of("province", "district", "landmark") if page.field(h.start) < REST)


def _forbidden(docs: Sequence[Document], pairs: Pairs, traits: Traits) -> list[tuple[int, int]]:
    """Pairs of strikes in different provinces that some chain of candidates could bring together."""
    strikes = [i for i, d in enumerate(docs) if traits.places[i] and _STOPPAGE.search(f"{d.title} {d.lead}".lower())]
    graph = sparse.coo_matrix((np.ones(len(pairs.left)), (pairs.left, pairs.right)), shape=(len(docs), len(docs)))
    part = connected_components(graph, directed=False)[1]
    return [
        (i, j)
        for n, i in enumerate(strikes)
        for j in strikes[n + 1 :]
        if part[i] == part[j] and not traits.places[i] & traits.places[j]
    ]
