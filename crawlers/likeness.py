"""How much of one text is in another, by runs of four words."""

import re
import unicodedata
from collections import Counter

_GRAM = 4
_WORD = re.compile(r"\w+")


def four_grams(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four words (fewer in a shorter text) stands in a text; NFC, lower case, no punctuation."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    size = min(_GRAM, len(words)) or 1
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))


def share_kept(before: str, after: str) -> float:
    """The share, 0 to 1, of the runs of four words in `before` that are in `after`; 1 when `before` is empty."""
    had, has = four_grams(before), four_grams(after)
    return sum((had & has).values()) / sum(had.values()) if had else 1.0


def body_f1(ours: str, theirs: str) -> float:
    """The F1, 0 to 1, of the runs of four words of two texts; 1 when both are empty."""
    left, right = four_grams(ours), four_grams(theirs)
    if not left and not right:
        return 1.0
    return 2 * sum((left & right).values()) / (sum(left.values()) + sum(right.values()))
