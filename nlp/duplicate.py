"""Reprints: texts whose words stand in an earlier text; candidates by MinHash, verified by exact containment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from .records import Document
from .shingle import Hashes, candidate_pairs, core_words, overlap, shingles

# Shares of the shorter text's 4-word runs found in the longer one. Chosen on ../shared/events and the unlabelled
# articles beside them (README, "Duplicates"): independent reports of one event stay below 0.35, copies with cuts or
# an added introduction above 0.6.
BODY_CONTAINMENT = 0.6
HEAD_CONTAINMENT = 0.75
MIN_BODY_WORDS = 60  # a body shorter than this is a caption: the head decides
MIN_HEAD_WORDS = 16  # a title and sapo shorter than this can be equal by chance ("Giá vàng hôm nay")
# A template keeps its words and changes its figures; a copy keeps the figures.
MIN_FIGURES = 3
SHARED_FIGURES = 0.6

_FIGURE = re.compile(r"\d+(?:[.,/:-]\d+)*")
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Print:
    """What of a document is compared: its head (title and lead), its whole text, and the figures of both."""

    id: str
    rank: tuple[datetime, str]
    head: Hashes
    text: Hashes
    head_words: int
    body_words: int
    figures: frozenset[str]
    head_figures: frozenset[str]


def find_duplicates(docs: Sequence[Document]) -> dict[str, tuple[str, float]]:
    """Give for each copy its original's id and the share of the copy's 4-word runs that stand in the original.

    The original is the earliest published (undated texts last, ties by id); the order of `docs` does not matter.
    """
    prints = sorted((_print(doc) for doc in docs), key=lambda p: p.rank)
    pairs = {*candidate_pairs([p.text for p in prints]), *candidate_pairs([p.head for p in prints])}
    earlier: dict[int, list[tuple[float, int]]] = {}
    for i, j in sorted(pairs):
        share = _copied(prints[i], prints[j])
        if share is not None:
            earlier.setdefault(j, []).append((-share, i))
    roots: dict[int, int] = {}
    found: dict[str, tuple[str, float]] = {}
    for j in sorted(earlier):
        share, i = min(earlier[j])
        roots[j] = roots.get(i, i)
        found[prints[j].id] = (prints[roots[j]].id, round(_share(prints[roots[j]], prints[j]), 4))
    return found


def _print(doc: Document) -> _Print:
    head = core_words(doc.title) + core_words(doc.lead)
    body = core_words("\n".join(doc.sentences))
    figures = frozenset(_FIGURE.findall(" ".join([doc.title, doc.lead, *doc.sentences])))
    head_figures = frozenset(_FIGURE.findall(f"{doc.title} {doc.lead}"))
    rank = (doc.published_at or _LATEST, doc.id)
    return _Print(
        doc.id, rank, shingles(head), shingles(head + body), len(head), len(body), figures, head_figures
    )


def _copied(first: _Print, second: _Print) -> float | None:
    """Give the verified share when one text repeats the other, None when they only speak of the same thing."""
    full = min(first.body_words, second.body_words) >= MIN_BODY_WORDS
    if not full and min(first.head_words, second.head_words) < MIN_HEAD_WORDS:
        return None
    share = _share(first, second)
    if share < (BODY_CONTAINMENT if full else HEAD_CONTAINMENT) or not _same_figures(
        first, second, full=full
    ):
        return None
    return share


def _share(first: _Print, second: _Print) -> float:
    """Containment of the shorter text in the longer; heads when a body is missing."""
    full = min(first.body_words, second.body_words) >= MIN_BODY_WORDS
    a, b = (first.text, second.text) if full else (first.head, second.head)
    return overlap(a, b) / max(1, min(len(a), len(b)))


def _same_figures(first: _Print, second: _Print, *, full: bool) -> bool:
    a, b = (first.figures, second.figures) if full else (first.head_figures, second.head_figures)
    fewer = min(len(a), len(b))
    if fewer < MIN_FIGURES and full:
        return True
    return len(a & b) >= (SHARED_FIGURES * fewer if full else fewer)
