"""Many names in one pass over a text: an Aho-Corasick automaton whose hits are whole words in the right case."""

from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick

from .normalize import normalize_text


class Name(NamedTuple):
    """A phrase to find; `proper` names must be written with the capitals they have here (or all in capitals)."""

    phrase: str
    kind: str
    value: str
    proper: bool = False


class Hit(NamedTuple):
    """A name found at text[start:end]."""

    start: int
    end: int
    kind: str
    value: str


class Finder:
    """All names of a gazetteer at once; matching costs one pass over the text, however many names there are."""

    def __init__(self, names: Iterable[Name]) -> None:
        entries: dict[str, list[tuple[str, str, tuple[int, ...]]]] = {}
        for name in names:
            phrase = normalize_text(name.phrase)
            capitals = tuple(i for i, c in enumerate(phrase) if name.proper and c.isupper())
            entry = (name.kind, name.value, capitals)
            known = entries.setdefault(phrase.lower(), [])
            if entry not in known:
                known.append(entry)
        self._automaton = ahocorasick.Automaton()
        for phrase, payload in entries.items():
            self._automaton.add_word(phrase, (len(phrase), tuple(payload)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """Give every whole-word hit in `text` (already normalised), in order of their ends; hits may overlap."""
        low = lowered(text)
        last = len(text)
        hits = []
        for stop, (length, payload) in self._automaton.iter(low):
            start, end = stop + 1 - length, stop + 1
            if (start and low[start - 1].isalnum()) or (end < last and low[end].isalnum()):
                continue
            for kind, value, capitals in payload:
                if all(text[start + i].isupper() for i in capitals):
                    hits.append(Hit(start, end, kind, value))
        return hits


def lowered(text: str) -> str:
    """Give `text` in lower case with every character in its place (`str.lower` lengthens a few foreign letters)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Give the hits that lie inside no longer one, in order of their starts; equal spans all stay."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if kept and hit.end <= kept[-1].end and (hit.start, hit.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(hit)
    return kept
