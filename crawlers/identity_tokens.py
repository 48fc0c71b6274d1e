"""The words of a comment with what stands around each: whether its capital says something, what it follows."""

import re
from dataclasses import dataclass

from crawlers.identity_marks import HIDDEN

_WORD = re.compile(r"[^\W\d_]+")
_STARTS = frozenset('.!?\n:;…"“(-–—•*')
_MANY_CAPITALS = 0.6  # share of words in capitals from which capitals say nothing
_ALL_BEGIN = 0.8  # the same of words that begin with one
_BIRTH_ORDER = re.compile(r" \d ")  # "chị 2 lan"
_LEAST_WORDS = 5  # of a text whose capitals can be weighed


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its place in the text and how it stands there."""

    word: str  # lower case
    start: int
    end: int
    capital: bool
    opens: bool  # a sentence or line begins here
    near: bool  # only a space stands before it


def tokens_of(text: str) -> list[Token]:
    """Give the words of `text` that are not hidden yet."""
    spans = [match.span() for match in _WORD.finditer(text) if text[match.start() - 1 : match.end() + 1] != HIDDEN]
    said = [text[a:b] for a, b in spans]
    shouted = sum(map(str.isupper, said)) > _MANY_CAPITALS * len(said) and len(said) >= _LEAST_WORDS
    titled = (
        sum(word[0].isupper() for word in said if not word.isupper()) > _ALL_BEGIN * len(said)
        and len(said) >= _LEAST_WORDS
    )
    found: list[Token] = []
    before = 0
    for start, end in spans:
        gap = text[before:start]
        opens = before == 0 or bool(_STARTS & set(gap))
        near = gap == " " or bool(_BIRTH_ORDER.fullmatch(gap))
        word = text[start:end]
        capital = word[0].isupper() and not (shouted if word.isupper() and len(word) > 1 else titled)
        found.append(Token(word.lower(), start, end, capital, opens, near))
        before = end
    return found
