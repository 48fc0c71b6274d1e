"""A text in its normal form whose every position leads back to the text as it was written."""

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate

from .normalize import normalize_text

_TOKEN = re.compile(r"\S+")
_LINE = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


class Original:
    """`raw` as written and `text` as matched: normalised word by word, one space between words, line ends kept."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = "\n".join(filter(None, map(normalize_text, _LINE.split(raw))))

    @cached_property
    def _words(self) -> list[tuple[int, str, str]]:
        """Where each word begins in `raw`, its raw and its normal form; asked for only where something was found."""
        words = ((match.start(), match.group()) for match in _TOKEN.finditer(self.raw))
        return [(start, word, form) for start, word in words if (form := normalize_text(word))]

    @cached_property
    def _at(self) -> list[int]:
        """Where each word begins in `text`."""
        return list(accumulate((len(form) + 1 for _, _, form in self._words[:-1]), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where text[start:end] (words at both ends, not empty) stands in `raw`."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, position: int) -> tuple[int, int]:
        """Give the raw span of the character at `position`; that of its whole word when letters don't pair off."""
        number = bisect_right(self._at, position) - 1
        begin, raw, form = self._words[number]
        inside = min(position - self._at[number], len(form) - 1)
        if len(raw) == len(form):
            return begin + inside, begin + inside + 1
        starts = _letters(raw)
        if len(starts) != len(form):
            return begin, begin + len(raw)
        return begin + starts[inside], begin + [*starts, len(raw)][inside + 1]


@lru_cache(maxsize=20_000)
def _letters(raw: str) -> tuple[int, ...]:
    """Where each letter of `raw` begins, with its marks; the first one takes what stands invisible before it."""
    found = [i for i, c in enumerate(raw) if not unicodedata.combining(c) and not _INVISIBLE.match(c)]
    return (0, *found[1:]) if found else ()
