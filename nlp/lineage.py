"""What a reprint did to its original: what it took, cut, changed and added, and whom it names as its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .records import Document
from .shingle import Hashes, overlap, shingles
from .words import codes, hashes

# Share of a sentence's word pairs that stand in the other text. A sentence taken over whole has all of them, one with
# a word or two changed about four fifths; sentences of independent reports of one event stay below a half.
SAME, EDITED = 0.95, 0.5
MIN_WORDS = 4  # shorter sentences ("Ảnh: TL") are no evidence
_TAIL = 3  # sentences at the end in which a credit stands
_CREDIT_CHARS = 80  # a credit at the end of a long sentence is looked for in its last characters

_NAME = r"(?P<name>[^\W\d_][^\n.;:()]{1,58}?)"
_CREDITS = (
    re.compile(rf"\(\s*(?:theo|nguồn)\s*:?\s*{_NAME}\s*\)\W*$", re.IGNORECASE),
    re.compile(rf"^\W*(?:nguồn(?: tin)?|source)\s*:\s*{_NAME}\W*$", re.IGNORECASE),
    re.compile(rf"^\W*theo\s*:?\s+{_NAME}\W*$", re.IGNORECASE),
    re.compile(rf"[.!?”\"]\s*(?:theo|nguồn:)\s+{_NAME}\W*$", re.IGNORECASE),
    re.compile(r"\(?\b(?P<name>TTXVN|Vietnam\+|TTXVN/Vietnam\+)\)?\W*$"),
)
_SIGNED = re.compile(
    r"^\W*(?P<name>TTXVN|Vietnam\+|VOV|VTV|TTO|NLĐO|TPO|PLO|VietNamNet|Dân trí|SGGPO?|CAND|LĐO)\)?\s*[-–—:|]\s",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"^(?:ông|bà|anh|chị|đại diện|thống kê|số liệu|báo cáo|kế hoạch|quy định|luật|nghị định)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Lineage:
    """A copy beside its original; shares are of 4-word runs, 0 to 1.

    `taken`: of the copy, what stands in the original; `own` = 1 - taken; `cut`: of the original, what the copy left
    out. `sentences_*` count those of the original that are gone, of the copy that are new, and of the copy that are
    the original's in other words.
    """

    taken: float
    own: float
    cut: float
    sentences_cut: int
    sentences_added: int
    sentences_edited: int
    credit: str | None


def lineage(original: Document, copy: Document) -> Lineage:
    """Give what `copy` took from `original`."""
    first, second = _runs(original, 4), _runs(copy, 4)
    shared = overlap(first, second)
    taken = round(shared / max(1, len(second)), 4)
    cut = round(1 - shared / max(1, len(first)), 4)
    kept = _kept(copy.sentences, _runs(original, 2))
    left = _kept(original.sentences, _runs(copy, 2))
    return Lineage(
        taken=taken,
        own=round(1 - taken, 4),
        cut=cut,
        sentences_cut=sum(share < EDITED for share in left),
        sentences_added=sum(share < EDITED for share in kept),
        sentences_edited=sum(EDITED <= share < SAME for share in kept),
        credit=credit(copy),
    )


def credit(doc: Document) -> str | None:
    """Give whom the text names as its source, in its words: at its end ("Theo …", "Nguồn: …"), or signed in front."""
    for sentence in reversed(doc.sentences[-_TAIL:]):
        for form in _CREDITS:
            found = form.search(sentence.strip()[-_CREDIT_CHARS:])
            if found and not _REPORTED.match(found["name"]):
                return found["name"].strip()
    for text in (doc.lead, *doc.sentences[:1]):
        signed = _SIGNED.match(text)
        if signed:
            return signed["name"]
    return None


def _runs(doc: Document, width: int) -> Hashes:
    return shingles(hashes(codes("\n".join((doc.title, doc.lead, *doc.sentences)))), width)


def _kept(sentences: Sequence[str], other: Hashes) -> list[float]:
    """The share of each sentence's word pairs that stand in the other text, without sentences too short to tell."""
    found = []
    for sentence in sentences:
        words = hashes(codes(sentence))
        if len(words) >= MIN_WORDS:
            pairs = shingles(words, 2)
            found.append(float(np.isin(pairs, other, assume_unique=True).mean()))
    return found
