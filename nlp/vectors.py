"""Documents as sparse TF-IDF vectors by field, hashed: no vocabulary to carry, the same vector in every batch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .words import Words, capitalised, figures, hashes

BITS = 18
BUCKETS = 1 << BITS
FIELDS = ("title", "head", "full", "entity", "figure")
HEAD_WORDS = 60  # of lead, or of the body when there is no lead
FULL_WORDS = 400  # news tells the event early; the tail is background shared by other events

Ints = NDArray[np.int64]
_MIX = 0x9E3779B1


@dataclass(frozen=True, slots=True)
class FieldVectors:
    """One l2-normalised CSR matrix (documents × BUCKETS) per field of FIELDS."""

    matrices: dict[str, sparse.csr_matrix]
    words: NDArray[np.float64]  # words of each document, at most FULL_WORDS


def field_features(words: Words) -> dict[str, Ints]:
    """Give for each field the hash buckets of its features, repeated as often as they occur."""
    body = words.body[:FULL_WORDS]
    head = words.lead if len(words.lead) >= 8 else np.concatenate([words.lead, body[:HEAD_WORDS]])
    full = np.concatenate([words.title, words.lead, body])[:FULL_WORDS]
    return {
        "title": _grams(words.title),
        "head": _grams(head[: HEAD_WORDS * 2]),
        "full": _grams(full),
        "entity": _entities(full),
        "figure": _buckets(hashes(full[figures(full)])),
    }


def _buckets(hashed: Ints) -> Ints:
    return (hashed * _MIX >> 7) & (BUCKETS - 1)


def _grams(codes: Ints) -> Ints:
    hashed = hashes(codes)
    return np.concatenate([_buckets(hashed), _pairs(hashed)])


def _pairs(hashed: Ints) -> Ints:
    if len(hashed) < 2:
        return hashed[:0]
    return _buckets(hashed[:-1] * 31 + hashed[1:])


def _entities(codes: Ints) -> Ints:
    """Runs of capitalised words: each word and each neighbouring pair."""
    hashed, capital = hashes(codes), capitalised(codes)
    both = capital[:-1] & capital[1:] if len(codes) > 1 else capital[:0]
    return np.concatenate([_buckets(hashed[capital]), _pairs(hashed)[both] if both.any() else hashed[:0]])


Row = tuple[Ints, NDArray[np.float32]]  # buckets in order and their weights


def weigh(words: Words, idf: NDArray[np.float32]) -> tuple[dict[str, Row], float]:
    """Give the l2-normalised TF-IDF row of each field of one document, and its number of words (at most FULL_WORDS)."""
    features = field_features(words)
    rows = {}
    for name in FIELDS:
        buckets, counts = np.unique(features[name], return_counts=True)
        weights = (1 + np.log(counts)).astype(np.float32) * idf[buckets]
        norm = float(np.sqrt((weights**2).sum())) or 1.0
        rows[name] = (buckets, weights / np.float32(norm))
    return rows, len(features["full"]) / 2


def stack(documents: Sequence[tuple[Mapping[str, Row], float]]) -> FieldVectors:
    """Give the matrices of documents whose rows are known."""
    matrices = {name: matrix_of([rows[name] for rows, _ in documents]) for name in FIELDS}
    return FieldVectors(matrices, np.array([size for _, size in documents], dtype=np.float64))


def vectorize(texts: Sequence[Words], idf: NDArray[np.float32]) -> FieldVectors:
    """Give the TF-IDF vectors of `texts`; `idf` is the table of BUCKETS weights learned from general news."""
    return stack([weigh(words, idf) for words in texts])


def matrix_of(rows: Sequence[Row]) -> sparse.csr_matrix:
    """Give rows as one CSR matrix of BUCKETS columns."""
    indptr = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    indices = np.concatenate([b for b, _ in rows]) if rows else np.empty(0, dtype=np.int64)
    data = np.concatenate([w for _, w in rows]) if rows else np.empty(0, dtype=np.float32)
    return sparse.csr_matrix((data, indices, indptr), shape=(len(rows), BUCKETS), dtype=np.float32)


def learn_idf(texts: Iterable[Words]) -> NDArray[np.float32]:
    """Give ln((n + 1) / (df + 1)) of every bucket over `texts`, from title and text together."""
    df, count = np.zeros(BUCKETS, dtype=np.int64), 0
    for words in texts:
        features = field_features(words)
        count += 1
        df[np.unique(np.concatenate([features["full"], features["title"]]))] += 1
    return np.log((count + 1) / (df + 1)).astype(np.float32)


def strongest(row: Row, keep: int) -> Row:
    """Give only the `keep` heaviest features of a row (ties: lowest bucket), not renormalised."""
    buckets, weights = row
    if len(buckets) <= keep:
        return row
    top = np.sort(np.lexsort((buckets, -weights))[:keep])
    return buckets[top], weights[top]
