"""What a text is about beside its topic: provinces, sector, union level, strike and abroad, for many texts at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .flags import abroad_names, land_features, strike_features
from .geography import place_names, province_34
from .level import LEVELS, rung_features
from .linear import Linear
from .mention import Finder
from .model import MODELS, REPAIR, ModelError, Weights, load_weights, needed_of, save_weights
from .place import candidates
from .records import Document
from .scan import Scan, scan
from .sector import SECTORS, sector_features, sector_names
from .wording import wording_matrix, zone_buckets

__all__ = ["FacetModel", "Facets", "facets", "load", "province_34", "save", "train"]

NAME = "facets"
KEEP = 3000  # word runs kept per head, by chi-square
HEADS: Mapping[str, tuple[str, ...]] = {
    "sector": SECTORS,
    "level": LEVELS,
    "strike": ("0", "1"),
    "foreign": ("0", "1"),
}
STRENGTH = {"sector": 10.0, "level": 3.0, "strike": 5.0, "foreign": 10.0}  # C of each head, by cross-validation

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Facets:
    """Provinces (63-unit names, most certain first), sector, union level, strike in Việt Nam, main event abroad."""

    provinces: tuple[str, ...]
    sector: str
    level: str
    strike: bool
    foreign: bool


@dataclass(frozen=True)
class FacetModel:
    """The heads and what they look at: kept word buckets with their idf, scale of the gazetteer features."""

    kept: NDArray[np.int64]
    idf: Floats
    scale: Floats
    heads: Mapping[str, Linear]
    place: Linear
    place_threshold: float


@cache
def finder() -> Finder:
    """Give the automaton of all gazetteers."""
    return Finder([*place_names(), *sector_names(), *abroad_names()])


def facets(docs: Sequence[Document], *, model: FacetModel | None = None) -> list[Facets]:
    """Give the facets of each document, in order; they suppose a relevant text.

    ModelError when the model file is missing.
    """
    model = model or load()
    if not docs:
        return []
    pages = [scan(doc, finder()) for doc in docs]
    dense = np.array([dense_features(page) for page in pages]) / model.scale
    words = wording_matrix([zone_buckets(page) for page in pages], model.kept, model.idf)
    design = sparse.hstack([words, sparse.csr_matrix(dense)]).tocsr()
    labels = {name: model.heads[name].labels(design, HEADS[name]) for name in HEADS}
    places = _provinces(pages, model)
    return [
        Facets(
            places[i],
            labels["sector"][i],
            labels["level"][i],
            labels["strike"][i] == "1",
            labels["foreign"][i] == "1",
        )
        for i in range(len(docs))
    ]


def dense_features(page: Scan) -> Floats:
    """Give the gazetteer features all heads share."""
    return np.concatenate([rung_features(page), sector_features(page), strike_features(page) / 2, land_features(page)])


def _provinces(pages: Sequence[Scan], model: FacetModel) -> list[tuple[str, ...]]:
    weighed = [candidates(page) for page in pages]
    rows = [row for found in weighed for row in found.values()]
    if not rows:
        return [() for _ in pages]
    chances = iter(model.place.chances(np.array(rows))[:, -1].tolist())
    result = []
    for found in weighed:
        sure = sorted((-p, name) for name, p in zip(found, chances, strict=False) if p >= model.place_threshold)
        result.append(tuple(name for _, name in sure))
    return result


def save(model: FacetModel, folder: Path = MODELS) -> str:
    """Write the model and give the sha256 of its file."""
    arrays: dict[str, Any] = {
        "kept": model.kept.astype(np.int32),
        "idf": model.idf.astype(np.float32),
        "scale": model.scale,
    }
    meta: dict[str, Any] = {"place_threshold": model.place_threshold, "thresholds": {}}
    for name, head in {**model.heads, "place": model.place}.items():
        dtype = np.float32 if name == "place" else np.float16
        arrays[f"{name}_weights"], arrays[f"{name}_bias"] = head.weights.astype(dtype), head.bias
        meta["thresholds"][name] = head.threshold
    return save_weights(folder / f"{NAME}.npz", Weights(arrays, meta))


@cache
def load(folder: Path = MODELS) -> FacetModel:
    """Read the shipped model; ModelError when the file is missing, broken or of another version."""
    stored = load_weights(NAME, folder)
    with needed_of(folder / f"{NAME}.npz"):
        return _model_of(stored, folder)


def _model_of(stored: Weights, folder: Path) -> FacetModel:
    width = len(dense_features(scan(Document("", "", "", ()), finder())))
    if len(stored.arrays["scale"]) != width:
        raise ModelError(f"model file {folder / NAME}.npz was made by another version of this program: {REPAIR}")

    def head(name: str) -> Linear:
        weights = stored.arrays[f"{name}_weights"].astype(np.float32)
        return Linear(weights, stored.arrays[f"{name}_bias"], float(stored.meta["thresholds"][name]))

    heads = {name: head(name) for name in HEADS}
    kept, idf = stored.arrays["kept"].astype(np.int64), stored.arrays["idf"].astype(np.float64)
    return FacetModel(kept, idf, stored.arrays["scale"], heads, head("place"), float(stored.meta["place_threshold"]))


def train(docs: Sequence[Document], labels: Sequence[Mapping[str, Any]]) -> FacetModel:
    """Learn from gold `labels` (records of the codebook, in the order of `docs`); same input, same weights."""
    from .facet_training import train as fit

    return fit(docs, labels)
