"""Documents as sparse TF-IDF vectors by field, hashed: no vocabulary to carry, the same vector in every batch."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .normalize import normalize_text
from .records import Document

BITS = 18
BUCKETS = 1 << BITS
FIELDS = ("title", "head", "full", "entity", "figure")
HEAD_WORDS = 60  # of lead, or of the body when there is no lead
FULL_WORDS = 400  # news tells the event early; the tail is background shared by other events

Ints = NDArray[np.int64]
_TOKEN = re.compile(r"[^\W_]+(?:[.,/&-][^\W_]+)*")
_MIX = 0x9E3779B1


class _Lexicon(dict[str, int]):
    """Raw token → hash << 2 | capitalised << 1 | figure; filled as words are met, equal in every process."""

    def __missing__(self, token: str) -> int:
        low = token.lower()
        code = crc32(low.encode("utf-8")) << 2 | (token[0].isupper()) << 1 | token[0].isdigit()
        if len(self) > 400_000:
            self.clear()
        self[token] = code
        return code


_LEXICON = _Lexicon()


@dataclass(frozen=True, slots=True)
class FieldVectors:
    """One l2-normalised CSR matrix (documents × BUCKETS) per field of FIELDS."""

    matrices: dict[str, sparse.csr_matrix]
    words: NDArray[np.float64]  # words of each document, at most FULL_WORDS


def tokens(text: str) -> Ints:
    """Give the token codes of `text` (see _Lexicon)."""
    found = _TOKEN.findall(normalize_text(text))
    return np.fromiter((_LEXICON[t] for t in found), dtype=np.int64, count=len(found))


def field_features(doc: Document) -> dict[str, Ints]:
    """Give for each field the hash buckets of its features, repeated as often as they occur."""
    title, lead, body = tokens(doc.title), tokens(doc.lead), tokens(" ".join(doc.sentences)[: FULL_WORDS * 8])
    head = lead if len(lead) >= 8 else np.concatenate([lead, body[:HEAD_WORDS]])
    full = np.concatenate([title, lead, body])[:FULL_WORDS]
    return {
        "title": _grams(title),
        "head": _grams(head[: HEAD_WORDS * 2]),
        "full": _grams(full),
        "entity": _entities(full),
        "figure": _buckets(full[(full & 1).astype(bool)] >> 2),
    }


def _buckets(hashes: Ints) -> Ints:
    return (hashes * _MIX >> 7) & (BUCKETS - 1)


def _grams(codes: Ints) -> Ints:
    hashes = codes >> 2
    return np.concatenate([_buckets(hashes), _pairs(hashes)])


def _pairs(hashes: Ints) -> Ints:
    if len(hashes) < 2:
        return hashes[:0]
    return _buckets(hashes[:-1] * 31 + hashes[1:])


def _entities(codes: Ints) -> Ints:
    """Runs of capitalised words: each word and each neighbouring pair."""
    hashes, capital = codes >> 2, (codes & 2).astype(bool)
    both = capital[:-1] & capital[1:] if len(codes) > 1 else capital[:0]
    return np.concatenate([_buckets(hashes[capital]), _pairs(hashes)[both] if both.any() else hashes[:0]])


def vectorize(docs: Sequence[Document], idf: NDArray[np.float32]) -> FieldVectors:
    """Give the TF-IDF vectors of `docs`; `idf` is the table of BUCKETS weights learned from general news."""
    rows: dict[str, list[tuple[Ints, NDArray[np.float32]]]] = {name: [] for name in FIELDS}
    words = np.zeros(len(docs))
    for i, doc in enumerate(docs):
        features = field_features(doc)
        words[i] = len(features["full"]) / 2
        for name in FIELDS:
            buckets, counts = np.unique(features[name], return_counts=True)
            weights = (1 + np.log(counts)).astype(np.float32) * idf[buckets]
            norm = float(np.sqrt((weights**2).sum())) or 1.0
            rows[name].append((buckets, weights / np.float32(norm)))
    return FieldVectors({name: _matrix(rows[name]) for name in FIELDS}, words)


def _matrix(rows: list[tuple[Ints, NDArray[np.float32]]]) -> sparse.csr_matrix:
    indptr = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    indices = np.concatenate([b for b, _ in rows]) if rows else np.empty(0, dtype=np.int64)
    data = np.concatenate([w for _, w in rows]) if rows else np.empty(0, dtype=np.float32)
    return sparse.csr_matrix((data, indices, indptr), shape=(len(rows), BUCKETS), dtype=np.float32)


def learn_idf(docs: Sequence[Document]) -> NDArray[np.float32]:
    """Give ln((n + 1) / (df + 1)) of every bucket over `docs`, from title and text together."""
    df = np.zeros(BUCKETS, dtype=np.int64)
    for doc in docs:
        features = field_features(doc)
        df[np.unique(np.concatenate([features["full"], features["title"]]))] += 1
    return np.log((len(docs) + 1) / (df + 1)).astype(np.float32)


def strongest(matrix: sparse.csr_matrix, keep: int) -> sparse.csr_matrix:
    """Give `matrix` with only the `keep` heaviest features of each row (ties: lowest bucket), not renormalised."""
    rows = []
    for i in range(matrix.shape[0]):
        span = slice(matrix.indptr[i], matrix.indptr[i + 1])
        buckets, weights = matrix.indices[span], matrix.data[span]
        if len(buckets) > keep:
            top = np.sort(np.lexsort((buckets, -weights))[:keep])
            buckets, weights = buckets[top], weights[top]
        rows.append((buckets.astype(np.int64), weights))
    return _matrix(rows)
