"""Text as people type it, made readable: marks, chat words, stretched and split letters, signs of feeling.

What is typed as the press types it comes back unchanged: every step acts only where its own sign stands.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from .normalize import fold
from .records import Document
from .restore import Restorer, load_restorer
from .syllable import BARE, FORMS, cased, is_broken

_WORDS = Path(__file__).parent / "typed.toml"
_MARKED_BYTES = 1.15  # UTF-8 bytes per letter: the press has 1.30, none of 5,000 marked texts lay under 1.2
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+")  # not the "k" of "200k"
_SPLIT = re.compile(r"(?<![^\W_])(?:[^\W\d_][.\-*_·]){2,}[^\W\d_](?![^\W_])")
# "cong doan" may be a step of production; among our sources it is the union unless the work is named
_UNION = re.compile(r"\b(c)ong doan\b(?! (?:may|san xuat|nay|cuoi|dau|hoan|kiem|dong goi|lap|son))", re.IGNORECASE)
_F_FOR_PH = re.compile(r"f(?=[^\W\d_]{0,20}[^\x00-\x7f])")  # "fải": no foreign word bears Vietnamese marks
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*")
_LEAST_SUSPECTS = 0.12  # share of a sentence's words that are hardly ever meant as they stand
_RARE_AS_TYPED = 0.05  # a bare form that is meant bare less often than this is a suspect
_CHAT_SHORT = 2  # one or two letters are chat words only among other signs of haste


@dataclass(frozen=True, slots=True)
class Typed:
    """A text made readable, its signs of feeling: good minus bad ones, and whether one of them may mock."""

    text: str
    feeling: int = 0
    mocks: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `typed.toml`."""

    chat: Mapping[str, str]
    office: Mapping[str, str]
    good: re.Pattern[str]
    bad: re.Pattern[str]
    mocking: re.Pattern[str]


def read_typed(text: str, restorer: Restorer | None = None) -> Typed:
    """Give `text` readable, with marks and whole words, and the feeling that its signs show."""
    words = _lexicon()
    plain = unicodedata.normalize("NFC", text)
    good, bad = (len(pattern.findall(plain.lower())) for pattern in (words.good, words.bad))
    mocks = words.mocking.search(plain.lower()) is not None
    plain = words.bad.sub(" ", words.good.sub(" ", plain)) if good or bad else plain
    plain = _SPLIT.sub(lambda match: re.sub(r"[.\-*_·]", "", match[0]), plain)
    plain = _WORD.sub(lambda match: _shrunk(match[0]), plain)
    restorer = restorer or load_restorer()
    if _is_hasty(plain, words, restorer):
        plain = _UNION.sub(_as_union, plain)
        plain = restorer.restore(_WORD.sub(lambda match: _spelled(match[0], words), plain))
    else:
        plain = _SENTENCE.sub(lambda match: _restored(match[0], restorer), plain)
    return Typed(plain.strip(), good - bad, mocks)


def as_meant(doc: Document) -> Document:
    """Give `doc` as its author meant it: restored where marks are missing, the same where they are not."""
    fields = (doc.title, doc.lead, *doc.sentences)
    whole = " ".join(fields)
    letters = sum(map(str.isalpha, whole[:2000]))
    if not letters or len(whole[:2000].encode()) - len(whole[:2000]) >= (_MARKED_BYTES - 1) * letters:
        return doc
    title, lead, *sentences = (read_typed(field).text for field in fields)
    return replace(doc, title=title, lead=lead, sentences=tuple(sentences))


def lacks_marks(sentence: str, restorer: Restorer | None = None) -> bool:
    """Whether so many words of a sentence are hardly ever meant as they stand that its marks must be missing."""
    forms = [FORMS[word] for word in _WORD.findall(sentence)]
    suspects = sum(_is_suspect(form, restorer or load_restorer()) for form in forms)
    return suspects > 0 and suspects >= _LEAST_SUSPECTS * len(forms)


def _restored(sentence: str, restorer: Restorer) -> str:
    return restorer.restore(_UNION.sub(_as_union, sentence)) if lacks_marks(sentence, restorer) else sentence


def _as_union(match: re.Match[str]) -> str:
    return cased("công đoàn", match[0])


def _is_suspect(form: str, restorer: Restorer) -> bool:
    if not form.isascii():
        return is_broken(form)
    readings = restorer.readings.get(BARE[form])
    return readings is not None and restorer.share_as_typed(form) < _RARE_AS_TYPED


def _is_hasty(text: str, words: Lexicon, restorer: Restorer) -> bool:
    """Whether a text is typed as people chat: a word of haste of three letters, two short ones, or missing marks."""
    found = [fold(word) for word in _WORD.findall(text) if not word.isupper()]
    chat = [word for word in found if word in words.chat]
    office = [word for word in found if word in words.office]
    long = [word for word in chat if len(word) > _CHAT_SHORT] + [word for word in found if _F_FOR_PH.match(word)]
    return bool(long or office or len(set(chat)) > 1 or (chat and len(found) < 12)) or lacks_marks(text, restorer)


def _spelled(word: str, words: Lexicon) -> str:
    folded = fold(word)
    if word.isupper() and len(word) > 1:
        return words.office.get(folded, word)
    whole = words.chat.get(folded) or words.office.get(folded)
    if whole is None and _F_FOR_PH.match(folded):
        whole = f"ph{folded[1:]}"
    return word if whole is None else (whole.capitalize() if word[0].isupper() else whole)


def _shrunk(word: str) -> str:
    """A word without stretched letters ("quáaaa" → "quá") and with one kind of case ("CôNg" → "công")."""
    kept: list[str] = []
    runs: list[int] = []
    for char in word:
        if kept and BARE[char.lower()] == BARE[kept[-1].lower()]:
            runs[-1] += 1
            continue
        kept.append(char)
        runs.append(1)
    if max(runs) > 2:
        word = "".join(char * (1 if run > 2 else run) for char, run in zip(kept, runs, strict=True))
    inner = word[1:]
    return word.lower() if not (inner.islower() or inner.isupper() or len(word) < 3) and _jumps(word) else word


def _jumps(word: str) -> bool:
    """Whether capitals change more than once, as nobody writes a name or a short form."""
    return sum(a.isupper() != b.isupper() for a, b in pairwise(word)) > 2


@cache
def _lexicon() -> Lexicon:
    table = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    feeling = table["feeling"]
    good, bad, mocking = (
        re.compile("|".join(map(re.escape, sorted([*feeling[kind], *feeling[f"{kind}_text"]], key=len, reverse=True))))
        for kind in ("good", "bad", "mocking")
    )
    return Lexicon(table["chat"], table["office"], good, bad, mocking)
