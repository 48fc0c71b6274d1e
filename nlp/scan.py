"""One document laid out for the gazetteers: one normalised string, its fields, and every name found in it."""

from bisect import bisect_right
from dataclasses import dataclass

from .mention import Finder, Hit, lowered
from .normalize import normalize_text
from .records import Document

TITLE, LEAD, OPENING, REST = range(4)
OPENING_SENTENCES = 3
# The event is told early: names after this many characters of body only add noise (and cost).
BODY_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Scan:
    """The text of a document as one string; `bounds` are the starts of lead, opening and rest; hits by kind."""

    id: str
    text: str
    low: str
    bounds: tuple[int, int, int]
    hits: dict[str, list[Hit]]

    def field(self, position: int) -> int:
        """Give which field (TITLE, LEAD, OPENING, REST) the character at `position` lies in."""
        return bisect_right(self.bounds, position)

    def of(self, *kinds: str) -> list[Hit]:
        """Give the hits of `kinds`, in the order found."""
        return [hit for kind in kinds for hit in self.hits.get(kind, ())]


def scan(doc: Document, finder: Finder) -> Scan:
    """Lay out `doc` and find all names of `finder` in it."""
    opening = " ".join(doc.sentences[:OPENING_SENTENCES])
    rest = " ".join(doc.sentences[OPENING_SENTENCES:])[:BODY_LIMIT]
    parts = [normalize_text(part) for part in (doc.title, doc.lead, opening, rest)]
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    text = "\n".join(parts)
    hits: dict[str, list[Hit]] = {}
    for hit in finder.find(text):
        hits.setdefault(hit.kind, []).append(hit)
    return Scan(doc.id, text, lowered(text), (starts[1], starts[2], starts[3]), hits)
