"""Model files: plain arrays with their settings, never pickle; a model is named by what it was made from.

ModelError    a model file is missing, unreadable or of another format; says which file and what to run
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODELS = Path(__file__).parent / "models"
SUMS = "SHA256SUMS"  # beside the models, in the form of sha256sum(1)
_LARGEST = 2 << 30  # bytes of a model, packed and unpacked; the shipped ones have 30 MB
_MOST_ARRAYS = 1000
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what numpy writes
REPAIR = "restore it from the repository, or train again: python -m nlp train --gold DIR"

Array = NDArray[Any]


class ModelError(RuntimeError):
    """A model file cannot be used; the message names the file and the command that mends it."""


@dataclass(frozen=True)
class Weights:
    """Arrays and settings of one model as they lie in its file."""

    arrays: Mapping[str, Array]
    meta: Mapping[str, Any]

    def words(self, name: str) -> list[str]:
        """Give the list of strings stored under `name` (see `packed`)."""
        return self.arrays[name].tobytes().decode("utf-8").split("\n")


def packed(words: Sequence[str]) -> Array:
    """Give `words` (none may contain a line break) as bytes fit for a model file."""
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def save_weights(path: Path, weights: Weights) -> str:
    """Write `weights` to `path` (.npz, same input gives the same bytes) and give the file's sha256."""
    meta = json.dumps(dict(weights.meta), ensure_ascii=False, sort_keys=True)
    buffer = io.BytesIO()
    arrays: dict[str, Any] = {**weights.arrays, "__meta__": packed([meta])}
    np.savez_compressed(buffer, **arrays)
    sha256 = hashlib.sha256(buffer.getvalue()).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())
    sums = {**_sums(path.parent), path.name: sha256}
    lines = (f"{value}  {name}\n" for name, value in sorted(sums.items()))
    (path.parent / SUMS).write_text("".join(lines), encoding="utf-8")
    return sha256


def load_weights(name: str, folder: Path = MODELS) -> Weights:
    """Read the model `name` from `folder`; a missing file, or one other than was saved there, raises ModelError."""
    path = folder / f"{name}.npz"
    if not path.is_file():
        raise ModelError(f"model file {path} is missing: {REPAIR}")
    try:
        with path.open("rb") as handle:
            content = handle.read(_LARGEST + 1)
        if hashlib.sha256(content).hexdigest() != _sums(folder).get(path.name):
            raise ModelError(f"model file {path} is not the one that {folder / SUMS} names: {REPAIR}")
        return _unpacked(content)
    except (OSError, ValueError, KeyError, EOFError, MemoryError, RecursionError, zipfile.BadZipFile) as error:
        raise ModelError(f"model file {path} cannot be read ({error}): {REPAIR}") from error


def _unpacked(content: bytes) -> Weights:
    """The arrays of an .npz; ValueError when it is none that `save_weights` writes, though its sum may be right."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if sum(one.file_size for one in members) > _LARGEST:
            raise ValueError(f"it unpacks to more than {_LARGEST} bytes")
        if any(one.flag_bits & 1 or one.compress_type not in _PACKED for one in members):
            raise ValueError("it is encrypted, or packed in a way of others")
        names = [one.filename.removesuffix(".npy") for one in members]
        if len(names) > _MOST_ARRAYS or len(set(names)) < len(names):
            raise ValueError("too many arrays, or one name for two")
        arrays = {name: _array(archive.read(one)) for name, one in zip(names, members, strict=True)}
    meta = json.loads(arrays.pop("__meta__").tobytes().decode("utf-8"))
    if not isinstance(meta, dict):
        raise ValueError("its settings are no table")
    return Weights(arrays, meta)


def _array(content: bytes) -> Array:
    array: Array = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    return array


@contextmanager
def needed_of(path: Path) -> Iterator[None]:
    """What a model lacks, though its file is whole, is a ModelError that names the file."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"model file {path} lacks what this program needs ({error!r}): {REPAIR}") from error


def _sums(folder: Path) -> dict[str, str]:
    """The recorded sha256 of each file of a folder, none where nothing is recorded."""
    path = folder / SUMS
    lines = path.read_text(encoding="ascii").splitlines() if path.is_file() else []
    return {name: value for value, _, name in (line.partition("  ") for line in lines)}


def model_id(**parts: object) -> str:
    """Give 12 hex digits that change with any of `parts` (corpus, parameters, code, library versions)."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
