"""A document as the models read it: title, lead and the excerpt of the body that the codebook was applied to."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .compound import Compounds
from .normalize import fold
from .records import Document

EXCERPT_CHARS = 1300  # the annotators saw about 1,250; the labels say nothing of what lies beyond
OPENING = 3
TITLE, LEAD = 0, -1
_WORD = re.compile(r"[^\W_]+(?:[.,/&-][^\W_]+)*")
_UNION = re.compile(r"công đoàn|liên đoàn lao động|lđlđ|cđcs")
_LABOUR = re.compile(
    r"công nhân|người lao động|nlđ|lao động|đình công|ngừng việc|lương|bảo hiểm xã hội|bhxh|bhyt|việc làm|đoàn viên"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, title (index 0) or lead (index -1), folded, with its syllables; figures are reduced to length."""

    index: int
    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages of one document in reading order, title and lead first (either may be empty)."""

    passages: tuple[Passage, ...]


def excerpt(sentences: Sequence[str], limit: int = EXCERPT_CHARS) -> list[int]:
    """Give the indices (from 0) of the body sentences to read: the first three, then union, labour, other ones."""
    if sum(map(len, sentences)) <= limit:
        return list(range(len(sentences)))
    lowered = [_lower(sentence) for sentence in sentences]
    opening = list(range(min(OPENING, len(sentences))))
    rest = range(len(opening), len(sentences))
    union = [i for i in rest if _UNION.search(lowered[i])]
    labour = [i for i in rest if i not in set(union) and _LABOUR.search(lowered[i])]
    others = [i for i in rest if i not in {*union, *labour}]
    chosen: list[int] = []
    used = 0
    for i in (*opening, *union, *labour, *others):
        if used + len(sentences[i]) <= limit or not chosen:
            chosen.append(i)
            used += len(sentences[i])
    return sorted(chosen)


def _lower(text: str) -> str:
    return (text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)).lower()


def tokenize(folded: str) -> tuple[str, ...]:
    """Give the syllables of a folded text; a figure becomes "#" and its length: its size tells."""
    return tuple(f"#{len(w)}" if w[0].isdigit() and not w[-1].isalpha() else w for w in _WORD.findall(folded))


def passage(index: int, text: str) -> Passage:
    """Give `text` as a passage."""
    folded = fold(text[:4000])
    return Passage(index, folded, tokenize(folded))


def read(doc: Document) -> Reading:
    """Give `doc` as the models read it."""
    body = [passage(i + 1, doc.sentences[i]) for i in excerpt(doc.sentences)]
    return Reading((passage(TITLE, doc.title), passage(LEAD, doc.lead), *body))


def grams(tokens: Sequence[str]) -> list[str]:
    """Give the syllables and the pairs of neighbouring syllables."""
    return [*tokens, *(f"{a} {b}" for a, b in pairwise(tokens))]


def all_grams(reading: Reading, compounds: Compounds) -> list[str]:
    """Give the grams and words of every passage, the title's grams once more as such; none crosses a passage's end."""
    found = [f"^{gram}" for gram in grams(reading.passages[0].tokens)]
    for part in reading.passages:
        found += grams(part.tokens)
        found += compounds.segment(part.tokens)
    return found
