"""The seam for a site with a model hub: an encoder's vectors of whole texts, one more block for the second stage.

A model trained with an encoder names it in its file and asks for it again when it labels. The shipped model has none
and needs no network. A spec names what sentence-transformers loads, by folder or hub name; a model file names no code:

    sentence-transformers:NAME         reads plain text
    sentence-transformers+words:NAME   wants Vietnamese words, the syllables of one joined by "_" (PhoBERT)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .model import ModelError
from .records import Document
from .segment import segment_words

ENCODED = "encoder"  # the name of the block
CHARS = 2000  # of a text: encoders of this class read 256 tokens
BATCH = 32
INSTALL = "install it with: pip install 'diemtin[encoder]'"
Floats = NDArray[np.float64]


class Segmenter(Protocol):
    """Parts a text into Vietnamese words, the syllables of one word joined by a space."""

    def __call__(self, text: str, /) -> list[str]:
        """Give the words of `text` in order."""
        ...


class Vectorizer(Protocol):
    """What is asked of a loaded hub model: the `encode` of sentence-transformers."""

    def encode(self, sentences: list[str], *, batch_size: int, show_progress_bar: bool) -> Any:
        """Give one vector a text, as an array (texts x width)."""
        ...


class Encoder(Protocol):
    """Whatever gives vectors of documents; `name` is its spec and enters the model id."""

    @property
    def name(self) -> str:
        """The spec that loads it again."""
        ...

    def encode(self, docs: Sequence[Document]) -> Floats:
        """Give one vector a document, in order (documents x width)."""
        ...


@dataclass(frozen=True)
class HubEncoder:
    """A hub model behind the seam; with a segmenter it is given words instead of syllables."""

    name: str
    model: Vectorizer
    segmenter: Segmenter | None = None

    def encode(self, docs: Sequence[Document]) -> Floats:
        """Give the vectors of `docs`; ModelError when the model gives anything but one finite vector a text."""
        texts = [self._worded(text_of(doc)) for doc in docs]
        found = self.model.encode(texts, batch_size=BATCH, show_progress_bar=False) if texts else []
        vectors = np.asarray(found, dtype=np.float64)
        if texts and (vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all()):
            raise ModelError(f"encoder {self.name}: it gave {vectors.shape} for {len(texts)} texts")
        return vectors

    def _worded(self, text: str) -> str:
        return " ".join(word.replace(" ", "_") for word in self.segmenter(text)) if self.segmenter else text


def text_of(doc: Document) -> str:
    """Give what an encoder reads of a document: title, lead and the beginning of the body."""
    return "\n".join(part for part in (doc.title, doc.lead, " ".join(doc.sentences)) if part)[:CHARS]


@cache
def load_encoder(spec: str) -> Encoder:
    """Give the encoder that `spec` names; ModelError says what to install or to mend."""
    kind, _, name = spec.partition(":")
    if kind in ("sentence-transformers", "sentence-transformers+words") and name:
        return HubEncoder(spec, _hub_model(name), segment_words if kind.endswith("+words") else None)
    raise ModelError(f"encoder {spec!r}: give sentence-transformers:NAME or sentence-transformers+words:NAME")


def _hub_model(name: str) -> Vectorizer:
    try:
        hub = import_module("sentence_transformers")
    except ImportError as error:
        raise ModelError(f"encoder {name} needs the package sentence-transformers; {INSTALL}") from error
    try:
        model: Vectorizer = hub.SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelError(
            f"encoder {name} cannot be loaded ({error}): give a folder, or a name the hub knows"
        ) from error
    return model
