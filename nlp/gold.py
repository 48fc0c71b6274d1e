"""The annotated articles: records joined with their texts, and folds that keep near-duplicates together."""

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .model import ModelError
from .normalize import words_of
from .records import STANCES, TARGETS, VALENCES, Document

CORRECTIONS = "corrections"  # the corpus of texts that only people's corrections brought
_SHINGLE = 5
_COMMON = 30  # a shingle in more texts than this is a formula, not a copy
_SHARED = 0.3  # share of the shorter text's shingles that makes two texts one group


@dataclass(frozen=True)
class Gold:
    """Documents with their labels (records of labels.jsonl, same order) and the hash of both files.

    `people` maps the number of a document to the fields that people decided (see corrected.py), `corrections` is the
    hash of what they said, empty when nobody did. `rest` are irrelevant texts beside the gold, `mass` more of them for
    the first look alone (see rest.py).
    """

    documents: tuple[Document, ...]
    labels: tuple[dict[str, Any], ...]
    corpora: tuple[str, ...]
    sha256: str
    people: Mapping[int, frozenset[str]] = field(default_factory=dict)
    corrections: str = ""
    rest: tuple[Document, ...] = ()
    mass: tuple[Document, ...] = ()
    rest_sha256: str = ""

    @property
    def own(self) -> int:
        """The number of texts that are the gold's own, not brought by corrections; they come first."""
        return len(self.documents) - sum(corpus == CORRECTIONS for corpus in self.corpora)

    @property
    def relevance(self) -> NDArray[np.int64]:
        """Relevance 0, 1, 2 of each document."""
        return np.array([label["rel"] for label in self.labels])

    @property
    def valence(self) -> NDArray[np.int64]:
        """Position in VALENCES of each document's valence."""
        return np.array([VALENCES.index(label["valence"]) for label in self.labels])

    def stance(self, target: str) -> NDArray[np.int64]:
        """Position in STANCES of each document's stance toward `target`."""
        return np.array([STANCES.index(label["stance"][target]) for label in self.labels])

    def topics(self, codes: Sequence[str]) -> NDArray[np.int64]:
        """Documents × codes, 1 where the topic is tagged."""
        return np.array([[int(code in label["topics"]) for code in codes] for label in self.labels])

    def evidence(self, target: str) -> list[frozenset[int]]:
        """The deciding passages of each document for `target` (0 title, -1 lead, body from 1)."""
        return [frozenset(label["ev"].get(target, ())) for label in self.labels]


def load_gold(folder: Path) -> Gold:
    """Read `labels.jsonl` and `pool.jsonl.gz` of `folder`; records are ordered by id.

    ModelError when a file is missing, broken, or a label has no text.
    """
    try:
        raw = (folder / "labels.jsonl").read_bytes()
        packed = (folder / "pool.jsonl.gz").read_bytes()
        texts = {text["id"]: text for text in map(json.loads, gzip.decompress(packed).decode().splitlines())}
        labels = sorted(map(json.loads, raw.decode().splitlines()), key=lambda label: str(label["id"]))
        assert all(set(label["stance"]) == set(TARGETS) for label in labels)  # noqa: S101 - a changed codebook
        return Gold(
            documents=tuple(document(texts[label["id"]]) for label in labels),
            labels=tuple(labels),
            corpora=tuple(texts[label["id"]]["corpus"] for label in labels),
            sha256=hashlib.sha256(raw + packed).hexdigest(),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"gold in {folder} cannot be read ({error!r}): labels.jsonl, pool.jsonl.gz") from error


def document(text: dict[str, Any]) -> Document:
    """Give one record of the pool as a Document."""
    return Document(text["id"], text["title"], text["lead"] or "", tuple(text["sentences"]))


def folds(documents: Sequence[Document], count: int = 5, seed: int = 0) -> NDArray[np.int64]:
    """Give the fold of each document; texts that share much of their words are in one fold."""
    groups = near_groups(documents)
    names = np.unique(groups)
    fold_of = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % count, strict=True))
    return np.array([fold_of[group] for group in groups])


def near_groups(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Give for each document the number of the first one it is a near copy of, itself if none."""
    shingles = [_shingles(doc) for doc in documents]
    parent = list(range(len(documents)))
    for (a, b), shared in _pairs(shingles).items():
        if shared > _SHARED * min(len(shingles[a]), len(shingles[b])):
            low, high = sorted((_root(parent, a), _root(parent, b)))
            parent[high] = low
    return np.array([_root(parent, i) for i in range(len(documents))])


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        i = parent[i]
    return i


def _shingles(doc: Document) -> frozenset[str]:
    words = words_of(" ".join((doc.title, doc.lead, *doc.sentences[:6])))
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))


def _pairs(shingles: Sequence[frozenset[str]]) -> Counter[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(i)
    pairs: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if 1 < len(held) < _COMMON:
            pairs.update((a, b) for n, a in enumerate(held) for b in held[n + 1 :])
    return pairs
