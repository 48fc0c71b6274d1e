"""Words of several syllables, found by longest match in a list taught by underthesea's segmentation of gold.

Segmenting every article costs more than all labels together; the list keeps nearly all of what segmentation gives.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .model import Array, packed
from .normalize import fold
from .segment import segment_words

LONGEST = 4
_NONE: dict[int, set[str]] = {}
MIN_COUNT = 3


@dataclass(frozen=True)
class Compounds:
    """Known words, their syllables joined by spaces."""

    words: tuple[str, ...]
    # by a first syllable and a number of syllables, the longest first
    _openings: dict[str, dict[int, set[str]]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for word in sorted(self.words, key=lambda word: -word.count(" ")):
            syllables = word.split()
            known = self._openings.setdefault(syllables[0], {})
            known.setdefault(len(syllables), set()).add("_".join(syllables))

    def segment(self, tokens: tuple[str, ...]) -> list[str]:
        """Give the words of `tokens`, longest known first from the left, each marked "=" and joined by "_"."""
        found, at, end = [], 0, len(tokens)
        while at < end:
            word, step = tokens[at], 1
            for size, known in self._openings.get(word, _NONE).items():
                longer = "_".join(tokens[at : at + size])
                if longer in known:
                    word, step = longer, size
                    break
            found.append("=" + word)
            at += step
        return found

    def stored(self, prefix: str) -> dict[str, Array]:
        """Give the arrays to keep in the model file."""
        return {f"{prefix}.words": packed(self.words)}


def learn_compounds(texts: Iterable[str]) -> Compounds:
    """Give the words of two to four syllables that segmentation finds at least MIN_COUNT times in `texts`."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(fold(word) for word in segment_words(text) if " " in word)
    return Compounds(tuple(sorted(word for word, count in counts.items() if count >= MIN_COUNT and _sound(word))))


def _sound(word: str) -> bool:
    syllables: Sequence[str] = word.split()
    return 1 < len(syllables) <= LONGEST and all(syllable.isalpha() for syllable in syllables)
