"""Diacritics put back where they are missing: trigrams of syllables, the best of all readings of a text.

A bare syllable stands for the syllables that differ from it only by marks ("cong" → công, cống, cổng, …). Which one
is meant is decided for a whole text at once, by the probability of the sequence (interpolated Kneser-Ney, learned
by `restore_training.py`), along the best path to every candidate (Viterbi over the last syllable, with the best
path's syllable before it). What bears marks stays as it is typed and tells what is around it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .model import MODELS, Weights, load_weights
from .syllable import BARE, COMMA, FIGURE, FORMS, STOP, TOKEN, agrees, cased

NAME = "restore"
SIGNS = (STOP, COMMA, FIGURE, "<unk>")  # the first ids
UNKNOWN = 3
STEP = 0.08  # natural logarithms are kept as whole multiples of this, one byte each
_LEAST_SHARE = 3e-4  # of a bare form's occurrences: rarer readings cost time and are hardly ever meant
_MOST_READINGS = 14

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """Sorted keys and their logarithms."""

    keys: Ints
    logs: Floats

    def find(self, keys: Ints) -> "tuple[NDArray[np.bool_], Floats]":
        """Give which of `keys` are here, and a logarithm for each (of any entry where it isn't)."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        return self.keys[places] == keys, self.logs[places]


@dataclass(frozen=True)
class Restorer:
    """The language model of syllables: three orders with their back-off weights, all natural logarithms."""

    words: tuple[str, ...]
    ones: Floats
    twos: Table
    two_rest: Floats  # by the syllable before
    threes: Table
    three_rest: Table  # by the pair before
    readings: Mapping[str, Ints]
    ids: Mapping[str, int]
    plain: Mapping[str, float]  # of a bare form's occurrences the share that bears no mark

    def share_as_typed(self, bare: str) -> float:
        """Give how often a bare form is meant without marks; 1 for one that is not known."""
        return self.plain.get(bare, 1.0)

    def restore(self, text: str) -> str:
        """Give `text` with marks on every syllable that lacks them; marked ones, signs and capitals stay."""
        found = list(TOKEN.finditer(text))
        forms = [FORMS[match.group()] for match in found]
        chosen = self.choose(forms)
        parts, end = [], 0
        for match, form, word in zip(found, forms, chosen, strict=True):
            parts.append(text[end : match.start()])
            parts.append(match.group() if word == form else cased(word, match.group()))
            end = match.end()
        return "".join([*parts, text[end:]])

    def choose(self, forms: Sequence[str]) -> list[str]:
        """Give the most probable reading of each form (see `syllable.FORMS`), of all of them together."""
        options = [self._options(form) for form in forms]
        path = self._best(options)
        return [form if i <= UNKNOWN else self.words[i] for i, form in zip(path, forms, strict=True)]

    def _options(self, form: str) -> Ints:
        if form.isascii() and form not in SIGNS:
            return self.readings.get(form, _UNREADABLE)
        known = self.ids.get(form)
        if known is not None:
            return np.array([known])
        whole = [i for i in self.readings.get(BARE[form], ()) if agrees(self.words[i], form)]
        return np.array(whole) if whole else _UNREADABLE

    def _best(self, options: Sequence[Ints]) -> list[int]:
        size = len(self.words)
        last, score, before = np.array([0]), np.zeros(1, dtype=np.float32), np.array([0])
        steps: list[Ints] = []
        for option in options:
            if len(option) == 1 and len(last) == 1:
                steps.append(_ONLY)
                last, before = option, last
                continue
            keys = ((before * size + last) * size)[:, None] + option[None, :]
            ways = score[:, None] + self._logs(keys.ravel()).reshape(keys.shape)
            came = ways.argmax(axis=0)
            steps.append(came)
            score, before, last = ways[came, np.arange(len(option))], last[came], option
        place, path = int(score.argmax()) if len(last) > 1 else 0, []
        for option, came in zip(reversed(options), reversed(steps), strict=True):
            path.append(int(option[place]))
            place = int(came[place])
        return path[::-1]

    def _logs(self, keys: Ints) -> Floats:
        """Give the logarithm of P(third | first, second) for keys (first · n + second) · n + third."""
        size = len(self.words)
        pairs = keys % (size * size)
        has_two, two = self.twos.find(pairs)
        two = np.where(has_two, two, self.two_rest[pairs // size] + self.ones[pairs % size])
        has_rest, rest = self.three_rest.find(keys // size)
        has_three, three = self.threes.find(keys)
        return np.where(has_three, three, two + np.where(has_rest, rest, np.float32(0)))


_UNREADABLE, _ONLY = np.array([UNKNOWN]), np.array([0])


@cache
def load_restorer(folder: Path = MODELS) -> Restorer:
    """Give the restorer of the model file in `folder`; ModelError names it when it is missing or broken."""
    return restorer_of(load_weights(NAME, folder))


def restorer_of(weights: Weights) -> Restorer:
    """Give the restorer that `weights` (see `restore_training.pack`) hold."""
    words, arrays = tuple(weights.words("words")), weights.arrays
    size = len(words)
    firsts = np.repeat(np.arange(size, dtype=np.int64), arrays["two_runs"])
    twos = firsts * size + arrays["two_last"]
    heads = np.repeat(np.arange(size, dtype=np.int64), arrays["head_runs"]) * size + arrays["head_last"]
    threes = np.repeat(heads, arrays["three_runs"]) * size + arrays["three_last"]
    return Restorer(
        words=words,
        ones=_logs(arrays["one"]),
        twos=Table(twos, _logs(arrays["two"])),
        two_rest=_logs(arrays["two_rest"]),
        threes=Table(threes, _logs(arrays["three"])),
        three_rest=Table(heads, _logs(arrays["three_rest"])),
        readings=_readings(words, arrays["count"]),
        ids=(ids := {word: i for i, word in enumerate(words)}),
        plain=_plain(words, arrays["count"], ids),
    )


def _logs(steps: NDArray[np.uint8]) -> Floats:
    return steps.astype(np.float32) * np.float32(-STEP)


def _plain(words: Sequence[str], counts: NDArray[np.int64], ids: Mapping[str, int]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for i, word in enumerate(words[UNKNOWN + 1 :], start=UNKNOWN + 1):
        total[BARE[word]] += int(counts[i])
    return {bare: int(counts[ids[bare]]) / n if bare in ids else 0.0 for bare, n in total.items()}


def _readings(words: Sequence[str], counts: NDArray[np.int64]) -> dict[str, Ints]:
    """The syllables that each bare form may stand for, the most frequent first."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, word in enumerate(words[UNKNOWN + 1 :], start=UNKNOWN + 1):
        found[BARE[word]].append((-int(counts[i]), i))
    readings = {}
    for bare, ranked in found.items():
        least = sum(count for count, _ in ranked) * _LEAST_SHARE
        readings[bare] = np.array([i for count, i in sorted(ranked) if count <= least][:_MOST_READINGS])
    return readings
