"""Phrases that people write in plan files, turned into patterns over plain text.

In a phrase `(a|b)` is a choice, `[a]` may be missing, `#` is a number in figures, words or Roman, `…` is up to five
words. Case, tone placement, quotation marks, dashes and commas make no difference; a full stop does.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import ahocorasick

from .normalize import normalize_text

_BETWEEN = re.compile(r"[\s\"'“”‘’«»„,;:()\[\]…*_–—\-]+")
_HASHTAG = re.compile(r"#(\w+?)([0-9]*)(?!\w)")  # "#ThangCongNhan2026" is a word and a year
_SHORT_FORM = re.compile(r"\([A-ZĐ][A-ZĐ-]{1,9}\)")  # "Công đoàn (CĐ) Việt Nam" names it once
_TOKEN = re.compile(r"[()|\[\]#…]|[^\s()|\[\]#…]+")
_CHOICE = re.compile(r"\(([^()\[\]#…]*)\)")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
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


@lru_cache(maxsize=1024)  # campaigns, messages, spotlights and rebuttals ask for the same sentences in turn
def plain(text: str) -> str:
    """Give `text` as patterns see it: normalised, lower case, one space before each word and between any two."""
    tagged = _HASHTAG.sub(r" \1 \2 ", text) if "#" in text else text
    return f" {_BETWEEN.sub(' ', _SHORT_FORM.sub(' ', normalize_text(tagged)).lower()).strip()}"


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


def anchors(phrase: str) -> frozenset[str]:
    """Give runs of words of which every wording of `phrase` holds one; PhraseError when there are none."""
    held = phrase
    while (shorter := _BRACKETED.sub("#", held)) != held:
        held = shorter
    longest = max((plain(run).strip() for run in re.split(r"[#…]", held)), key=len)
    if longest:
        return frozenset({longest})
    choice = _CHOICE.search(phrase)
    found = [plain(option).strip() for option in choice.group(1).split("|")] if choice else []
    if not found or not all(re.search(r"[^\W\d_]", option) for option in found):
        raise PhraseError(f"cụm từ {phrase!r}: không có chữ nào bắt buộc phải có")
    return frozenset(found)


class Gate:
    """Says in one pass whether a text can hold any of many phrases at all."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for words in frozenset().union(*map(anchors, phrases)):
            self._automaton.add_word(words, True)
        self._automaton.make_automaton()

    def passes(self, text: str) -> bool:
        """Whether plain `text` has what every wording of some phrase holds."""
        return next(self._automaton.iter(text), None) is not None
