"""Syllables as the restorer of diacritics sees them: tokens of a text, their forms, which marks a form bears."""

import re
import unicodedata

from .normalize import normalize_text, strip_diacritics

STOP, COMMA, FIGURE = ".", ",", "0"
# a syllable that ends in a stop bears sắc or nặng; with a vowel sign or đ and neither it was typed in haste ("đươc")
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_HIGH_OR_LOW = frozenset("\u0301\u0323")
TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/:-]\d+)*|[^\w\s]|\n")
_MEMORY = 200_000  # distinct tokens kept; names never end


class _Forms(dict[str, str]):
    """Token → its form: a syllable in lower case and one tone placement, a figure as "0", a sign as "." or ","."""

    def __missing__(self, typed: str) -> str:
        if typed[0].isalpha():
            form = normalize_text(typed).lower()
        elif typed[0].isdigit():
            form = FIGURE
        else:
            form = COMMA if typed == "," else STOP
        if len(self) >= _MEMORY:
            self.clear()
        self[typed] = form
        return form


class _Bare(dict[str, str]):
    """Form → the form without any mark."""

    def __missing__(self, form: str) -> str:
        bare = form if form.isascii() else strip_diacritics(form)
        if len(self) >= _MEMORY:
            self.clear()
        self[form] = bare
        return bare


FORMS, BARE = _Forms(), _Bare()


def marks(form: str) -> list[frozenset[str]]:
    """Give for each letter of `form` the marks it bears; đ is a d with a stroke."""
    found: list[set[str]] = []
    for char in unicodedata.normalize("NFD", form):
        if unicodedata.combining(char) and found:
            found[-1].add(char)
        else:
            found.append({"-"} if char == "đ" else set())
    return [frozenset(one) for one in found]


def is_broken(form: str) -> bool:
    """Whether `form` bears some mark, but lacks the tone that its final consonant asks for."""
    if form.isascii() or not _STOPPED.search(form):
        return False
    return not any(_HIGH_OR_LOW & one for one in marks(form))


def agrees(form: str, typed: str) -> bool:
    """Whether `form` bears every mark that `typed` has, letter by letter; both have the same bare letters."""
    mine, theirs = marks(form), marks(typed)
    return len(mine) == len(theirs) and all(b <= a for a, b in zip(mine, theirs, strict=True))


def cased(form: str, typed: str) -> str:
    """Give `form` with the capitals of `typed`, letter by letter."""
    if typed.islower() or len(form) != len(typed):
        return form
    return "".join(a.upper() if b.isupper() else a for a, b in zip(form, typed, strict=True))
