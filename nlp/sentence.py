"""Sentences as judges of one target: the target's names masked, so that what is said of one teaches of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import MENTION
from .reading import LEAD, TITLE, Passage, Reading, grams, tokenize
from .records import TARGETS

_PLACES = {TITLE: "@title", LEAD: "@lead"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage seen with one target in mind; `named` says whether it names the target."""

    document: int
    index: int
    named: bool
    grams: list[str]


def _masked(text: str, target: str) -> str:
    """Give `text` with the target's names as one word and the other side's as another."""
    for other in TARGETS:
        # policy words are left as they are for others: they are what the union and employers are judged by
        if other not in (target, "chinh_sach") and target != "chinh_sach":
            text = MENTION[other].sub(f" other{other.replace('_', '')} ", text)
    return MENTION[target].sub(" targetx ", text)


def unit(document: int, passage: Passage, target: str) -> Unit | None:
    """Give `passage` as a unit of `target`; None for a body sentence that does not name it."""
    named = MENTION[target].search(passage.text) is not None
    if not passage.text or not (named or passage.index <= 0):
        return None
    place = _PLACES.get(passage.index, "@body")
    tokens = tokenize(_masked(passage.text, target)) if named else passage.tokens
    return Unit(document, passage.index, named, [*grams(tokens), place, f"{place}{named}"])


def units(readings: Sequence[Reading], target: str) -> list[Unit]:
    """Give all units of `target`: title and lead always, body sentences when they name it."""
    found = (unit(d, passage, target) for d, reading in enumerate(readings) for passage in reading.passages)
    return [one for one in found if one is not None]


def windows(texts: Sequence[Unit], documents: int) -> list[list[str]]:
    """Give for each of `documents` the grams of all its units that name the target."""
    rows: list[list[str]] = [[] for _ in range(documents)]
    for one in texts:
        if one.named:
            rows[one.document].extend(gram for gram in one.grams if gram[0] != "@")
    return rows
