"""How well a page was read: F1 of the body, likeness of title and sapo, minutes off, names of the byline."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher


def words(text: str) -> list[str]:
    """The words of a text as they are compared: NFC, lower case, no punctuation."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def _grams(tokens: list[str], n: int) -> Counter[tuple[str, ...]]:
    n = min(n, len(tokens)) or 1
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def body_f1(found: str, truth: str, n: int = 4) -> float:
    """F1 of the word n-grams of two texts, 1.0 when both are empty."""
    ours, theirs = _grams(words(found), n), _grams(words(truth), n)
    if not ours and not theirs:
        return 1.0
    shared = sum((ours & theirs).values())
    return 2 * shared / max(sum(ours.values()) + sum(theirs.values()), 1)


def likeness(found: str | None, truth: str | None) -> float:
    """How alike two lines are, 0 to 1, by their words in order."""
    return SequenceMatcher(None, words(found or ""), words(truth or ""), autojunk=False).ratio()


def byline_hit(found: str | None, truth: str | None) -> bool:
    """Whether the same names were read, in any order and with any mark between them."""
    return sorted(words(found or "")) == sorted(words(truth or ""))


def minutes_off(found: datetime | None, truth: str) -> float:
    """Minutes between a time and an ISO time of the truth; infinite when none was read."""
    if found is None:
        return float("inf")
    return abs((found - datetime.fromisoformat(truth)).total_seconds()) / 60


@dataclass(frozen=True, slots=True)
class Leaks:
    """Sentences that must be in the body and are not, and strings that must not and are."""

    missing: tuple[str, ...]
    leaked: tuple[str, ...]


def leaks(body: str, must: list[str], must_not: list[str]) -> Leaks:
    """Which of the wanted sentences are missing in a body and which of the unwanted strings are in it."""
    flat = " ".join(body.split())
    return Leaks(tuple(s for s in must if s not in flat), tuple(s for s in must_not if s in flat))
