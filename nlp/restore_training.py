"""Learning which syllables follow which: counts of the press, interpolated Kneser-Ney, rare runs left out.

Source of the formulas: Chen and Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling" (1998),
3.2 (absolute discounting) and 4.1 (Kneser-Ney). Same texts, same bytes.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .model import Weights, packed, save_weights
from .normalize import normalize_text
from .restore import NAME, SIGNS, STEP, Restorer, restorer_of
from .syllable import BARE, COMMA, FIGURE, FORMS, STOP, TOKEN, is_broken

LEAST_WORD, LEAST_PAIR, LEAST_TRIPLE = 4, 2, 3  # occurrences (pairs: contexts) under which a run is left out
DISCOUNT = 0.75  # of every count, kept for what was not seen
_LEAST_LOG = 255 * STEP

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Corpus:
    """Texts as one row of word numbers; a stop stands between two texts."""

    words: tuple[str, ...]
    counts: Ints
    row: Ints


def texts_of(path: Path) -> Iterator[str]:
    """Give title, lead or summary, and body or sentences of each line of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            lead = article.get("lead") or article.get("summary")
            body = article.get("body") or "\n".join(article.get("sentences", ()))
            yield "\n".join(filter(None, (article["title"], lead, body)))


def learn(texts: Iterable[str]) -> Weights:
    """Learn the model file's arrays from texts with all their marks."""
    corpus = _corpus(texts)
    return pack(corpus)


def _corpus(texts: Iterable[str]) -> Corpus:
    numbers: dict[str, int] = {sign: i for i, sign in enumerate((STOP, COMMA, FIGURE))}
    rows = [np.zeros(1, dtype=np.int64)]
    for text in texts:
        forms = (FORMS[token] for token in TOKEN.findall(normalize_text(text.replace("\n", " . "))))
        rows.append(np.array([*(numbers.setdefault(form, len(numbers)) for form in forms), 0], dtype=np.int64))
    row = np.concatenate(rows)
    counts = np.bincount(row, minlength=len(numbers))
    kept = sorted(
        (
            i
            for i, word in enumerate(numbers)
            if i < len(SIGNS) - 1 or (counts[i] >= LEAST_WORD and not is_broken(word))
        ),
        key=lambda i: (i >= len(SIGNS) - 1, -counts[i], i),
    )
    names = list(numbers)
    words = (*(names[i] for i in kept[:3]), SIGNS[-1], *(names[i] for i in kept[3:]))
    renamed = np.full(len(names), len(SIGNS) - 1, dtype=np.int64)
    renamed[kept] = [i if i < 3 else i + 1 for i in range(len(kept))]
    row = renamed[row]
    return Corpus(words, np.bincount(row, minlength=len(words)), row)


def pack(corpus: Corpus) -> Weights:
    """Estimate the three orders and give them in the form of the model file (see `restore.restorer_of`)."""
    size = len(corpus.words)
    row = corpus.row
    pairs = np.unique(row[:-1] * size + row[1:])
    triples, seen = np.unique((row[:-2] * size + row[1:-1]) * size + row[2:], return_counts=True)
    ends = np.bincount(pairs % size, minlength=size) + 0.1  # in how many contexts a word ends a pair
    ones = ends / ends.sum()
    later, contexts = np.unique(triples % (size * size), return_counts=True)
    kept, two, two_rest = _discounted(later // size, contexts.astype(float), LEAST_PAIR, size)
    twos = later[kept]
    two += two_rest[twos // size] * ones[twos % size]
    heads, head_of = np.unique(triples // size, return_inverse=True)
    kept, three, rest = _discounted(head_of, seen.astype(float), LEAST_TRIPLE, len(heads))
    tail = triples[kept] % (size * size)
    three += rest[head_of[kept]] * _two(tail, (twos, two), two_rest, ones)
    has = np.zeros(len(heads), dtype=bool)
    has[head_of[kept]] = True
    runs = np.bincount(head_of[kept], minlength=len(heads))[has]
    arrays = {
        "words": packed(corpus.words),
        "count": corpus.counts.astype(np.uint32),
        "one": _steps(ones),
        "two_runs": np.bincount(twos // size, minlength=size).astype(np.uint16),
        "two_last": (twos % size).astype(np.uint16),
        "two": _steps(two),
        "two_rest": _steps(two_rest),
        "head_runs": np.bincount(heads[has] // size, minlength=size).astype(np.uint16),
        "head_last": (heads[has] % size).astype(np.uint16),
        "three_runs": runs.astype(np.uint16),
        "three_last": (tail % size).astype(np.uint16),
        "three": _steps(three),
        "three_rest": _steps(rest[has]),
    }
    return Weights(arrays, {"tokens": len(row), "triples": len(three), "pairs": len(twos)})


def _discounted(context: Ints, counts: Floats, least: int, size: int) -> tuple[Ints, Floats, Floats]:
    """Give which entries are kept, their discounted shares of their context, and what each context has left over."""
    shares = (counts - DISCOUNT) / np.bincount(context, weights=counts, minlength=size)[context]
    kept = np.flatnonzero(counts >= least)
    left = 1.0 - np.bincount(context[kept], weights=shares[kept], minlength=size).astype(np.float64)
    return kept.astype(np.int64), shares[kept], left


def _two(keys: Ints, known: tuple[Ints, Floats], rest: Floats, ones: Floats) -> Floats:
    size = len(ones)
    places = np.searchsorted(known[0], keys)
    places[places == len(known[0])] = 0
    return np.where(known[0][places] == keys, known[1][places], rest[keys // size] * ones[keys % size])


def _steps(chances: Floats) -> NDArray[np.uint8]:
    logs = -np.log(np.maximum(chances, np.exp(-_LEAST_LOG)))
    return np.round(logs / STEP).astype(np.uint8)


def accuracy(restorer: Restorer, texts: Iterable[str]) -> dict[str, float]:
    """Give the share of syllables that come back right when all marks of `texts` are taken away, and their number.

    Every run of letters counts, also those that bear no mark; tone placement ("hoà", "hòa") does not.
    """
    right = total = 0
    for text in texts:
        forms = [FORMS[token] for token in TOKEN.findall(normalize_text(text))]
        chosen = restorer.choose([BARE[form] for form in forms])
        pairs = [(form, word) for form, word in zip(forms, chosen, strict=True) if form not in (STOP, COMMA, FIGURE)]
        right += sum(form == word for form, word in pairs)
        total += len(pairs)
    return {"accuracy": right / max(total, 1), "syllables": total}


def train(paths: Sequence[Path], out: Path) -> tuple[Weights, str]:
    """Learn from gzipped JSONL files of articles and write `restore.npz`; gives the weights and the file's sha256."""
    weights = learn(text for path in paths for text in texts_of(path))
    about: dict[str, Any] = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    weights = Weights(weights.arrays, {**weights.meta, **about})
    return weights, save_weights(out / f"{NAME}.npz", weights)


def measured(weights: Weights, texts: Iterable[str]) -> dict[str, float]:
    """Give the accuracy of freshly learned weights on texts that they did not learn from."""
    return accuracy(restorer_of(weights), texts)
