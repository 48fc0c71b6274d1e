"""What is read of a text before it is compared with others, read once and kept while the text is in reach."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from .duplicate import Print, print_of
from .geography import place_names
from .join import JoinModel, load
from .mention import Finder
from .normalize import normalize_text
from .pairing import RARE_FEATURES, Traits
from .records import Document
from .scan import REST, scan
from .vectors import Row, strongest, weigh
from .words import words_of_document

_STOPPAGE = re.compile(
    r"đình công|ng[ừư]ng (?:làm )?việc|lãn công|bãi công|nghỉ việc tập thể|tập thể nghỉ việc|bỏ việc tập thể"
    r"|không chịu (?:làm việc|vào xưởng)|(?:công nhân|lao động)[^.;]{0,60}dừng (?:làm )?việc"
)
_OPENING = 3  # sentences of the body in which places are looked for


@dataclass(frozen=True, slots=True)
class Read:
    """One text as duplicates and stories see it."""

    doc: Document
    print: Print
    rows: dict[str, Row]
    size: float
    rare: Row
    places: frozenset[str]
    strike: bool  # tells a stoppage of work and says where


class Shelf:
    """Texts as read, by id; a text asked for again in other words, or from another outlet or time, is read anew."""

    def __init__(self, model: JoinModel | None = None) -> None:
        self.model = model or load()
        self._read: dict[str, Read] = {}

    def read(self, doc: Document) -> Read:
        """Give what is known of one text."""
        known = self._read.get(doc.id)
        if known is None or known.doc != doc:
            known = self._read[doc.id] = self._look(doc)
        return known

    def keep(self, ids: Collection[str]) -> None:
        """Forget every text that is not among `ids`."""
        self._read = {key: one for key, one in self._read.items() if key in ids}

    def _look(self, doc: Document) -> Read:
        words = words_of_document(doc)
        rows, size = weigh(words, self.model.idf)
        places = _places(doc)
        strike = bool(places) and bool(_STOPPAGE.search(normalize_text(f"{doc.title} {doc.lead}").lower()))
        compared = replace(print_of(doc, words), strike_at=places if strike else frozenset())
        return Read(doc, compared, rows, size, strongest(rows["full"], RARE_FEATURES), places, strike)


def observe(docs: Sequence[Document]) -> Traits:
    """Give time, outlet and the places named in title, lead and opening of each document."""
    return traits_of(docs, [_places(doc) for doc in docs])


def traits_of(docs: Sequence[Document], places: Sequence[frozenset[str]]) -> Traits:
    """Give the traits of documents whose places are known."""
    hours = np.array([d.published_at.timestamp() / 3600 if d.published_at else np.nan for d in docs])
    return Traits(hours, tuple(d.source for d in docs), tuple(places))


@cache
def _finder() -> Finder:
    return Finder(place_names())


def _places(doc: Document) -> frozenset[str]:
    page = scan(Document(doc.id, doc.title, doc.lead, doc.sentences[:_OPENING]), _finder())
    return frozenset(h.value for h in page.of("province", "district", "landmark") if page.field(h.start) < REST)
