"""Reprints: texts whose words stand in an earlier text; candidates by MinHash, verified by exact containment."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from .records import Document
from .shingle import Hashes, band_keys, candidate_pairs, overlap, shingles
from .words import Ints, Words, figures, hashes, words_of_document

# Shares of the shorter text's 4-word runs found in the longer one. Chosen on ../shared/events and the unlabelled
# articles beside them (README, "Duplicates"): independent reports of one event stay below 0.35, copies with cuts or
# an added introduction above 0.6.
BODY_CONTAINMENT = 0.6
HEAD_CONTAINMENT = 0.75
MIN_BODY_WORDS = 30  # a body shorter than this is a caption: the head decides
MIN_HEAD_WORDS = 16  # a title and sapo shorter than this can be equal by chance ("Giá vàng hôm nay")
# A template keeps its words and changes its figures; a copy keeps the figures.
MIN_FIGURES = 3
SHARED_FIGURES = 0.6
# A digest ("Điểm tin sáng 6-8") has the same frame every time; only the whole of it repeated is a copy.
DIGEST_CONTAINMENT = 0.95
CHAIN_CONTAINMENT = 0.45  # of a copy of a copy in the first original

_DIGEST = re.compile(
    r"\W{0,40}(?:podcast|video)?\W{0,40}(?:bản tin|điểm tin|điểm báo|tin tức|tin nóng|tin nổi bật|thời sự 24h"
    r"|dự báo thời tiết|thời tiết (?:hôm nay|ngày)|giá (?:vàng|cà phê|xăng|heo|tiêu|lúa|gas|usd)|tỷ giá"
    r"|kết quả xổ số|xổ số|xsmb)\b",
    re.IGNORECASE,
)
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Print:
    """What of a document is compared: its head (title and lead), its whole text, and the figures of both."""

    id: str
    rank: tuple[datetime, str]
    head: Hashes
    text: Hashes
    head_words: int
    body_words: int
    figures: Ints
    head_figures: Ints
    digest: bool
    head_bands: Hashes
    text_bands: Hashes
    strike_at: frozenset[str] = frozenset()  # places of a stoppage of work that it tells; a template fits any place


def find_duplicates(docs: Sequence[Document]) -> dict[str, tuple[str, float]]:
    """Give for each copy its original's id and the share of the copy's 4-word runs that stand in the original.

    The original is the earliest published (undated texts last, ties by id); the order of `docs` does not matter.
    """
    return copies_among([print_of(doc, words_of_document(doc)) for doc in docs])


def copies_among(
    prints: Sequence[Print],
    known: Mapping[str, str | None] | None = None,
    apart: Collection[frozenset[str]] = (),
    days: float | None = None,
) -> dict[str, tuple[str, float]]:
    """Give what `find_duplicates` gives, for texts as compared; those of `known` (id → original) are only looked at.

    A pair of ids in `apart` is never a copy; with `days`, dated texts further apart are not compared. What is given
    for a text depends on those before it within `days` only, and on the originals of their copies.
    """
    known, prints = known or {}, sorted(prints, key=lambda p: p.rank)
    place = {p.id: i for i, p in enumerate(prints)}
    fresh = np.array([p.id not in known for p in prints], dtype=bool)
    roots = {i: place[root] for i, p in enumerate(prints) if (root := known.get(p.id)) is not None and root in place}
    earlier: dict[int, list[tuple[float, int]]] = {}
    pairs = {
        *candidate_pairs([p.text_bands for p in prints], fresh),
        *candidate_pairs([p.head_bands for p in prints], fresh),
    }
    for i, j in sorted(pairs):
        if _within(prints[i], prints[j], days) and frozenset((prints[i].id, prints[j].id)) not in apart:
            share = _copied(prints[i], prints[j])
            if share is not None:
                earlier.setdefault(j, []).append((-share, i))
    found: dict[str, tuple[str, float]] = {}
    for j in sorted(earlier):
        original = _original(j, earlier[j], roots, prints, apart)
        if original is not None:
            roots[j] = original[0]
            found[prints[j].id] = (prints[original[0]].id, original[1])
    return found


def _within(first: Print, second: Print, days: float | None) -> bool:
    if days is None or second.rank[0] == _LATEST:
        return True
    return second.rank[0] - first.rank[0] <= timedelta(days=days)


def _original(
    j: int,
    matches: list[tuple[float, int]],
    roots: Mapping[int, int],
    prints: Sequence[Print],
    apart: Collection[frozenset[str]],
) -> tuple[int, float] | None:
    """The best match's original, if the copy still shares enough with it: a chain of small changes ends somewhere."""
    for _, i in sorted(matches):
        root = roots.get(i, i)
        share = _share(prints[root], prints[j])
        if (root == i or share >= CHAIN_CONTAINMENT) and not _parted(j, root, roots, prints, apart):
            return root, round(share, 4)
    return None


def _parted(
    j: int, root: int, roots: Mapping[int, int], prints: Sequence[Print], apart: Collection[frozenset[str]]
) -> bool:
    """Whether it can't be a copy: a strike elsewhere, or people parted it from the original or another copy of it."""
    if _elsewhere(prints[root], prints[j]):
        return True
    others = {next(iter(pair - {prints[j].id})) for pair in apart if prints[j].id in pair}
    return prints[root].id in others or any(prints[k].id in others for k, one in roots.items() if one == root)


def print_of(doc: Document, words: Words) -> Print:
    """Give of a text what is compared."""
    head = np.concatenate([words.title, words.lead])
    every = np.concatenate([head, words.body])
    head_runs, text_runs = shingles(hashes(head)), shingles(hashes(every))
    return Print(
        doc.id,
        (doc.published_at or _LATEST, doc.id),
        head_runs,
        text_runs,
        len(head),
        len(words.body),
        np.unique(every[figures(every)]),
        np.unique(head[figures(head)]),
        bool(_DIGEST.match(doc.title)),
        band_keys(head_runs),
        band_keys(text_runs),
    )


def _copied(first: Print, second: Print) -> float | None:
    """Give the verified share when one text repeats the other, None when they only speak of the same thing."""
    full = _both_full(first, second)
    if _elsewhere(first, second):
        return None
    if not full and min(first.head_words, second.head_words) < MIN_HEAD_WORDS:
        return None
    share = _share(first, second)
    needed = DIGEST_CONTAINMENT if first.digest or second.digest else BODY_CONTAINMENT if full else HEAD_CONTAINMENT
    if share < needed or not _same_figures(first, second, full=full):
        return None
    return share


def _elsewhere(first: Print, second: Print) -> bool:
    """Whether they tell strikes in different provinces."""
    return bool(first.strike_at and second.strike_at and not first.strike_at & second.strike_at)


def _both_full(first: Print, second: Print) -> bool:
    return min(first.body_words, second.body_words) >= MIN_BODY_WORDS


def _share(first: Print, second: Print) -> float:
    """Containment of the shorter text in the longer; of heads when a body is missing."""
    a, b = (first.text, second.text) if _both_full(first, second) else (first.head, second.head)
    return overlap(a, b) / max(1, min(len(a), len(b)))


def _same_figures(first: Print, second: Print, *, full: bool) -> bool:
    a, b = (first.figures, second.figures) if full else (first.head_figures, second.head_figures)
    fewer = min(len(a), len(b))
    if full and fewer < MIN_FIGURES:
        return True
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared >= (SHARED_FIGURES * fewer if full else fewer)
