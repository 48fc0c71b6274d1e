"""One spelling for one word: Unicode form, tone placement, spaces; matching happens on its output."""

import hashlib
import re
import unicodedata
from collections.abc import Callable

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})  # look-alikes typed for Đ
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_MOST = 50_000  # distinct words kept, in each process; names and figures never end
_WORD = re.compile(r"[^\W_]+(?:[.,/&-][^\W_]+)*")

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng


def _toned(letters: str) -> str:
    forms = (unicodedata.normalize("NFC", a + tone) for a in letters for tone in _TONES)
    return "".join(form + form.upper() for form in forms)


# "hòa", "thủy": the first vowel carries the tone when the rhyme ends there; with a final the second ("toàn")
_OPEN = re.compile(
    rf"(?<![qQ])(?:([oO])([{_toned('ae')}])|([uU])([{_toned('y')}]))(?![^\W\d_])",
)
_CLOSED = re.compile(rf"([{_toned('o')}])([aAeE])(?=[ptcmnPTCMNiIyYoO])|([{_toned('u')}])([yY])(?=[ptcnPTCN])")
_QU_GI = re.compile(
    rf"(?<=[qQ])([{_toned('u')}])([aAeEyYoO])|(?<=[gG])([{_toned('i')}])([aAoOuU])",
)


def _base_and_tone(vowel: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", vowel)
    return parts[0], parts[1]


def _tone_to_first(match: re.Match[str]) -> str:
    first, second = (part for part in match.groups() if part)
    base, tone = _base_and_tone(second)
    return unicodedata.normalize("NFC", first + tone) + base


def _tone_to_second(match: re.Match[str]) -> str:
    first, second = (part for part in match.groups() if part)
    base, tone = _base_and_tone(first)
    return base + unicodedata.normalize("NFC", second + tone)


class Memory(dict[str, str]):
    """What a function makes of each distinct word: a press day has 25 million words, but few of them are new."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, word: str) -> str:
        form = self._form(word)
        if len(self) >= _MOST:
            self.clear()
        self[word] = form
        return form

    def of(self, text: str) -> str:
        """Give the forms of the words of `text` with single spaces; a word without a form is left out."""
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        return " ".join(filter(None, map(self.__getitem__, text.split())))


def _normal(word: str) -> str:
    if _INVISIBLE.search(word):
        word = _INVISIBLE.sub("", word)
    if word.isascii():
        return word
    word = _QU_GI.sub(_tone_to_second, word.translate(_ETH))
    return _OPEN.sub(_tone_to_first, _CLOSED.sub(_tone_to_second, word))


# no rule above looks beyond the spaces around a word
_NORMAL = Memory(_normal)
_FOLDED = Memory(lambda word: _NORMAL[word].lower().translate(_QUOTES))
_SPOKEN = Memory(lambda word: " ".join(_WORD.findall(_FOLDED[word])))


def normalize_text(text: str) -> str:
    """Give `text` in NFC, one tone placement ("hoà" → "hòa"), single spaces, nothing invisible; case is kept."""
    return _NORMAL.of(text)


def fold(text: str) -> str:
    """Give the form in which texts are matched: normalised, lower case, straight quotes."""
    return _FOLDED.of(text)


def strip_diacritics(text: str) -> str:
    """Give `text` without tone marks and vowel signs, đ as d: for search and sorting, not for models."""
    bare = unicodedata.normalize("NFD", text.translate(_ETH).replace("Đ", "D").replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def words_of(text: str) -> list[str]:
    """Give the lower-case syllables and numbers of `text`, normalised, punctuation dropped."""
    return _SPOKEN.of(text).split()


def text_id(title: str, lead: str, body: str) -> str:
    """Give 16 hex digits of the hash of all normalised words: the same words in ten outlets are one text."""
    words = _SPOKEN.of(f"{title}\n{lead}\n{body}")
    return hashlib.sha256(words.encode()).hexdigest()[:16]
