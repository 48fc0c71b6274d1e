"""The words of a document as numbers: one pass over each text, shared by duplicates, stories and classifiers."""

import re
import unicodedata
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .normalize import normalize_text
from .records import Document

Ints = NDArray[np.int64]

_TOKEN = re.compile(r"[^\W_]+(?:[.,/&-][^\W_]+)*")
_AGENCY = re.compile(
    r"^\W*(?:ttxvn|vov|vtv|dân trí|tto|tt|nlđo|nlđ|plo|tpo|anđt|cand|đđk|lđo|lđ|vietnam\+|vietnamplus|vnexpress|online"
    r"|gd&tđ|(?:ha|hà) nội|tp\.? ?hcm)(?:/vietnam\+)?\)?\s*[-–—:|]\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\W*(?:\(?theo|nguồn:?|tổng hợp:?|(?:\S+ ){1,4}/) [^.\n]{2,60}\)?\W*$", re.IGNORECASE)
_MEMORY = 400_000  # distinct words kept; names and numbers never end


class _Lexicon(dict[str, int]):
    """Raw token → hash of its normal form << 2 | capitalised << 1 | figure; the same in every process."""

    def __missing__(self, token: str) -> int:
        form = normalize_text(token)
        code = crc32(form.lower().encode("utf-8")) << 2 | token[0].isupper() << 1 | token[0].isdigit()
        if len(self) >= _MEMORY:
            self.clear()
        self[token] = code
        return code


_LEXICON = _Lexicon()


@dataclass(frozen=True, slots=True)
class Words:
    """Token codes of title, lead and body, without the agency's sign in front and the credit at the end."""

    title: Ints
    lead: Ints
    body: Ints


def codes(text: str) -> Ints:
    """Give the token codes of `text`: hash << 2 | capitalised << 1 | figure."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    found = _TOKEN.findall(text)
    return np.fromiter(map(_LEXICON.__getitem__, found), dtype=np.int64, count=len(found))


def words_of_document(doc: Document) -> Words:
    """Give the token codes of the fields of `doc`."""
    body = _AGENCY.sub("", "\n".join(doc.sentences).strip(), count=1)
    if len(body) > 200:
        body = body[:-150] + _CREDIT.sub("", body[-150:])
    return Words(codes(doc.title), codes(_AGENCY.sub("", doc.lead, count=1)), codes(body))


def hashes(found: Ints) -> Ints:
    """Give the word hashes (32 bits) of token codes."""
    return found >> 2


def capitalised(found: Ints) -> NDArray[np.bool_]:
    """Give which tokens are written with a capital."""
    return (found & 2).astype(bool)


def figures(found: Ints) -> NDArray[np.bool_]:
    """Give which tokens begin with a digit."""
    return (found & 1).astype(bool)
