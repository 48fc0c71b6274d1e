"""Phrases that people write in plan files, turned into patterns over plain text.

In a phrase `(a|b)` is a choice, `[a]` may be missing, `#` is a number in figures, words or Roman, `…` is up to five
words. Case, tone placement, quotation marks, dashes and commas make no difference; a full stop does.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import ahocorasick

from .normalize import Memory, normalize_text

_BETWEEN = re.compile(r"[\s\"'“”‘’«»„,;:()\[\]…*_–—\-]+")
_HASHTAG = re.compile(r"#(\w+?)([0-9]*)(?!\w)")  # "#ThangCongNhan2026" is a word and a year
_SHORT_FORM = re.compile(r"\([A-ZĐ][A-ZĐ-]{1,9}\)")  # "Công đoàn (CĐ) Việt Nam" names it once
_TOKEN = re.compile(r"[()|\[\]#…]|[^\s()|\[\]#…]+")
_OPTION = re.compile(r"\[[^\[\]]*\]")
_CHOICE = re.compile(r"\(([^()]*)\)")
_INNER = re.compile(r"(\([^()]*)\([^()]*\)")  # a choice within a choice
# every part of a phrase brings the space before it, so that parts may be left out
_MARKS = {
    "(": "(?:",
    ")": ")",
    "|": "|",
    "[": "(?:",
    "]": ")?",
    "#": r" (?:[0-9]+(?:[.,][0-9]+)*|[ivxlc]+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)",
    "…": r"(?: [^\s.!?]+){0,5}?",
}


class PhraseError(ValueError):
    """A phrase can't be read: the message quotes it and says what is wrong."""


def read_words(name: str) -> dict[str, tuple[str, ...]]:
    """Give the lists of phrases of a TOML file of this room."""
    lists = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return {key: tuple(phrases) for key, phrases in lists.items()}


def _seen(word: str) -> str:
    tagged = _HASHTAG.sub(r" \1 \2 ", word) if "#" in word else word
    return _BETWEEN.sub(" ", _SHORT_FORM.sub(" ", normalize_text(tagged)).lower()).strip()


_PLAIN = Memory(_seen)  # nothing in it looks beyond the spaces around a word


def plain(text: str) -> str:
    """Give `text` as patterns see it: normalised, lower case, one space before each word and between any two."""
    return f" {_PLAIN.of(text)}"


def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Give what finds any of `phrases` as whole words in plain text; PhraseError quotes the wrong one."""
    return re.compile(rf"(?:{'|'.join(map(_source, phrases))})(?!\w)")


def _source(phrase: str) -> str:
    source = "".join(map(_piece, _TOKEN.findall(phrase)))
    try:
        re.compile(source)
    except re.error as error:
        raise PhraseError(f"cụm từ {phrase!r}: dấu ngoặc không khớp") from error
    return source


def _piece(token: str) -> str:
    words = plain(token)
    return _MARKS.get(token) or (re.escape(words) if words.strip() else "")


Needs = tuple[frozenset[str], ...]


def needs(phrase: str) -> Needs:
    """Give groups of runs of words: every wording of `phrase` holds one of each; PhraseError when there are none."""
    held = _reduced(_INNER, r"\1#", _reduced(_OPTION, "#", phrase))
    rest = _CHOICE.sub("#", held)
    groups = [_runs(choice.split("|")) for choice in _CHOICE.findall(held)]
    groups += [_runs([run]) for run in re.split(r"[#…]", rest)] if "|" not in rest else [_runs(rest.split("|"))]
    found = tuple(dict.fromkeys(group for group in groups if group))
    if not any(re.search(r"[^\W\d_]", words) for group in found for words in group):
        raise PhraseError(f"cụm từ {phrase!r}: không có chữ nào bắt buộc phải có")
    return found


def _reduced(part: re.Pattern[str], left: str, phrase: str) -> str:
    """A phrase whose `part`s are replaced until none is left."""
    while (shorter := part.sub(left, phrase)) != phrase:
        phrase = shorter
    return phrase


def _runs(options: Sequence[str]) -> frozenset[str]:
    """The longest run of each option of a choice; empty when an option has none: then nothing is needed."""
    longest = [max((plain(run).strip() for run in re.split(r"[#…]", option)), key=len) for option in options]
    return frozenset(longest) if all(longest) else frozenset()


class Gate:
    """Says in one pass whether a text can hold any of many phrases at all.

    Each of `wanted` is one phrase, or lists of phrases of which a text must hold one each.
    """

    def __init__(self, wanted: Iterable[str | Sequence[Sequence[str]]]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._rows: dict[str, list[Needs]] = {}  # by each word of the group that the fewest texts hold
        for one in wanted:
            for row in _rows([[one]] if isinstance(one, str) else [phrases for phrases in one if phrases]):
                for words in row[0]:
                    self._rows.setdefault(words, []).append(row)
                for words in chain(*row):
                    self._automaton.add_word(words, words)
        self._automaton.make_automaton()

    def passes(self, text: str) -> bool:
        """Whether plain `text` has what every wording of something wanted holds."""
        found = {words for _, words in self._automaton.iter(text)}
        return any(
            not any(found.isdisjoint(group) for group in row) for words in found for row in self._rows.get(words, ())
        )


def _rows(lists: Sequence[Sequence[str]]) -> Iterator[Needs]:
    """Groups of which a text must hold a run each, for every phrase of the first list; the rarest group first."""
    first, *further = lists
    rest = [frozenset().union(*(max(needs(phrase), key=_rarity) for phrase in phrases)) for phrases in further]
    for phrase in first:
        yield tuple(sorted((*needs(phrase), *rest), key=_rarity, reverse=True))


def _rarity(group: frozenset[str]) -> int:
    """How rare a group is: the longer its shortest run, the fewer texts hold any of it."""
    return min(map(len, group))
