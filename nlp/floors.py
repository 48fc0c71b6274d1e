"""The pinned floors: figures of one corpus that a model must hold, checked at promotion, raised by themselves."""

import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .card import CARD
from .model import REPAIR, ModelError

FLOORS = Path(__file__).parent.parent / "tests" / "quality" / "floors.toml"
# How far under its figure a floor is put: the noise between trainings that differ in nothing that matters (README).
MARGIN = 0.005
_LINE = re.compile(r'^"(?P<name>[\w.]+)" = (?P<value>[\d.]+)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by figure ("….ece" bounds from above), and the gold they were measured on."""

    sha256: str
    articles: int
    figures: Mapping[str, float]


def load_floors(path: Path = FLOORS) -> Floors:
    """Read the floors; ModelError names the file when it is missing or no such file.

    Floors of no named corpus can be looked at, but no model be promoted over them.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        corpus = table.get("corpus", {"sha256": "", "articles": 0})
        return Floors(corpus["sha256"], corpus["articles"], table["figures"])
    except (OSError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ModelError(f"floors file {path} cannot be used ({error}): give one with --floors FILE") from error


def load_card(folder: Path) -> dict[str, Any]:
    """Read the card beside the weights in `folder`; ModelError names the file when it is missing or broken."""
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return card
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"model card {folder / CARD} cannot be read ({error}): {REPAIR}") from error


def values(card: Mapping[str, Any]) -> dict[str, float]:
    """Give the figures of a card, held-out texts of all folds together."""
    return {name: figure["value"] for name, figure in card["figures"].items()}


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Give the names of the figures that are missing or lie under their floor (over it, for errors)."""
    return [name for name, floor in floors.items() if not _holds(name, figures.get(name), floor)]


def other_gold(card: Mapping[str, Any], floors: Floors) -> str | None:
    """Say that the figures of a card are of another gold than the floors, so that they can't be compared; else None."""
    gold = card["gold"]
    if (gold["sha256"], gold["articles"]) == (floors.sha256, floors.articles):
        return None
    return (
        f"its figures are of another gold ({gold['articles']} articles, {gold['sha256'][:12]}) than the floors"
        f" ({floors.articles} articles, {floors.sha256[:12]}) and cannot be compared"
    )


def refusal(card: Mapping[str, Any], floors: Floors) -> str | None:
    """Say why a model of this card must not be used: another gold, or figures under their floors; None if it may."""
    other = other_gold(card, floors)
    if other:
        return other
    figures = values(card)
    short = [
        f"{name} {figures[name]:.3f} (floor {floors.figures[name]:.3f})" if name in figures else f"{name} is missing"
        for name in below(figures, floors.figures)
    ]
    return f"under the floors: {', '.join(short)}" if short else None


def raised(text: str, figures: Mapping[str, float]) -> tuple[str, dict[str, tuple[float, float]]]:
    """Give the floors file `text` with every floor moved up to MARGIN under its figure, and the moves (from, to).

    Errors move down to MARGIN over theirs. A floor never moves the other way, and no line but the moved ones changes.
    """
    moves: dict[str, tuple[float, float]] = {}

    def line(match: re.Match[str]) -> str:
        name, old = match["name"], float(match["value"])
        new = _pinned(name, figures[name]) if name in figures else old
        if new == old or not _holds(name, new, old):
            return match.group()
        moves[name] = (old, new)
        return f'"{name}" = {new:.3f}'

    return _LINE.sub(line, text), moves


def _pinned(name: str, figure: float) -> float:
    if name.endswith(".ece"):
        return math.ceil(round((figure + MARGIN) * 1000, 6)) / 1000
    return math.floor(round((figure - MARGIN) * 1000, 6)) / 1000


def _holds(name: str, value: float | None, floor: float) -> bool:
    if value is None:
        return False
    return value <= floor if name.endswith(".ece") else value >= floor
