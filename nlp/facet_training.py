"""Learning the facets from gold records: which word runs to keep, the weights of every head, the thresholds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_selection import chi2

from .facets import HEADS, KEEP, STRENGTH, FacetModel, dense_features, finder
from .linear import Linear, fit_linear
from .place import candidates
from .records import Document
from .scan import scan
from .vectors import BUCKETS
from .wording import wording_matrix, zone_buckets

Floats = NDArray[np.float64]
Labels = Sequence[Mapping[str, Any]]
_FIELD = {"sector": "sector", "level": "level", "strike": "strike", "foreign": "foreign"}
BALANCED = {"sector": False, "level": True, "strike": False, "foreign": False}
CODE = (
    "facet_training", "facets", "flags", "geography", "level", "linear", "mention", "place", "scan", "sector",
    "vectors", "wording", "words",
)  # fmt: skip
MIN_TEXTS = 4  # a word run seen in fewer texts is not kept
PLACE_THRESHOLD = 0.45
PLACE_STRENGTH = 0.1
STRIKE_THRESHOLD = 0.35  # best cross-validated F1: stoppages are rare, and missing one costs more than looking at one


def train(docs: Sequence[Document], labels: Labels) -> FacetModel:
    """Learn all facets; `foreign` from every text, the rest from the relevant ones."""
    pages = [scan(doc, finder()) for doc in docs]
    zones = [zone_buckets(page) for page in pages]
    relevant = np.array([row["rel"] > 0 for row in labels])
    targets = {name: _codes(name, labels) for name in HEADS}
    kept, idf = _kept(zones, targets, relevant)
    dense = np.array([dense_features(page) for page in pages])
    scale = np.maximum(dense.max(axis=0), 1.0)
    design = sparse.hstack([wording_matrix(zones, kept, idf), sparse.csr_matrix(dense / scale)]).tocsr()
    heads = {}
    for name in HEADS:
        rows = np.ones(len(docs), dtype=bool) if name == "foreign" else relevant
        heads[name] = fit_linear(
            design[rows],
            targets[name][rows],
            strength=STRENGTH[name],
            balanced=BALANCED[name],
            classes=len(HEADS[name]),
        )
    heads["strike"] = replace(heads["strike"], threshold=STRIKE_THRESHOLD)
    inside = np.flatnonzero(relevant).tolist()
    place = fit_place([candidates(pages[i]) for i in inside], [set(labels[i]["prov"]) for i in inside])
    return FacetModel(kept, idf, scale, heads, place, PLACE_THRESHOLD)


def _codes(name: str, labels: Labels) -> NDArray[np.int64]:
    classes = HEADS[name]
    return np.array([classes.index(str(row[_FIELD[name]])) for row in labels])


def _kept(
    zones: Sequence[tuple[Any, Any]], targets: Mapping[str, NDArray[np.int64]], relevant: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Floats]:
    """The KEEP best buckets of each head by chi-square, sorted, and their idf."""
    present = wording_matrix(zones, np.arange(BUCKETS))
    present = (present[:, :BUCKETS] + present[:, BUCKETS:]).tocsr()
    present.data[:] = 1.0
    df = np.asarray(present.sum(axis=0)).ravel()
    common = np.flatnonzero(df >= MIN_TEXTS)
    present = present[:, common]
    chosen: set[int] = set()
    for name, codes in targets.items():
        rows = np.ones(len(codes), dtype=bool) if name == "foreign" else relevant
        scores = np.nan_to_num(chi2(present[rows], codes[rows])[0])
        chosen.update(common[np.lexsort((common, -scores))[:KEEP]].tolist())
    kept = np.array(sorted(chosen), dtype=np.int64)
    return kept, np.log((len(zones) + 1) / (df[kept] + 1)) + 1.0


def fit_place(found: Sequence[Mapping[str, Floats]], truth: Sequence[set[str]]) -> Linear:
    """Learn which candidate provinces are where the event is; scaling is folded into the weights."""
    rows = np.array([row for names in found for row in names.values()])
    hits = np.array([name in true for names, true in zip(found, truth, strict=True) for name in names], dtype=np.int64)
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    fitted = fit_linear((rows - mean) / scale, hits, strength=PLACE_STRENGTH, balanced=False, classes=2)
    weights = fitted.weights / scale[:, None]
    return Linear(weights.astype(np.float32), (fitted.bias - mean @ weights).astype(np.float32))
