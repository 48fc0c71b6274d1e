"""The provinces of Việt Nam on both maps, read from gazetteer/provinces.toml and gazetteer/landmarks.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .mention import Name
from .normalize import normalize_text

FOLDER = Path(__file__).parent / "gazetteer"
_UNIT_WORDS = {
    "cities": ("thành phố", "TP", "TP.", "Tp", "Tp."),
    "towns": ("thị xã", "TX", "TX.", "thành phố", "TP", "TP.", "huyện"),
    "quarters": ("quận", "Q.", "Q"),
    "districts": ("huyện", "H.", "thị xã", "quận", "TP", "thành phố"),
    "former": (),
}


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 63 units, the unit of the 34-unit map it went into, its spellings and its district-level units."""

    name: str
    merged: str
    aliases: tuple[str, ...]
    units: dict[str, tuple[str, ...]]


def read_toml(name: str) -> dict[str, Any]:
    """Give the table of gazetteer/`name`."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def provinces() -> dict[str, Province]:
    """Give the 63 units by their standard name."""
    found = {}
    for row in read_toml("provinces.toml")["province"]:
        units = {kind: tuple(row.get(kind, ())) for kind in _UNIT_WORDS}
        found[row["name"]] = Province(row["name"], row["merged"], tuple(row["aliases"]), units)
    return found


def province_34(name: str) -> str:
    """Give the unit of the 34-unit map (since 2025-07-01) that the 63-unit `name` went into; KeyError otherwise."""
    return provinces()[name].merged


@cache
def place_names() -> tuple[Name, ...]:
    """Give all names that point to a province: kinds `province`, `district`, `doubtful` (needs context),
    `landmark`, `implied` (what a city's own paper writes for it) and `nowhere` (holds a name, places nothing).
    """
    names = [Name(alias, "province", p.name, True) for p in provinces().values() for alias in p.aliases]
    names += _district_names()
    land = read_toml("landmarks.toml")
    names += [Name(n, "landmark", row["province"], True) for row in land["landmark"] for n in row["names"]]
    names += [Name(n, "implied", row["province"], True) for row in land["implied"] for n in row["names"]]
    names += [Name(n, "nowhere", "", True) for n in land["nowhere"]]
    return tuple(names)


def _district_names() -> list[Name]:
    """A form that two provinces share ("huyện Châu Thành"), or that is as often a street or a word, stays doubtful."""
    ambiguous = set(map(normalize_text, read_toml("provinces.toml")["ambiguous"]))
    own = {normalize_text(alias) for p in provinces().values() for alias in p.aliases}
    forms: dict[str, set[str]] = {}
    for province in provinces().values():
        for kind, units in province.units.items():
            for unit in units:
                for form in [*([] if unit in own else [unit]), *_with_words(kind, unit)]:
                    forms.setdefault(form, set()).add(province.name)
    return [
        Name(form, "doubtful" if len(owners) > 1 or form in ambiguous else "district", owner, True)
        for form, owners in forms.items()
        for owner in sorted(owners)
    ]


def _with_words(kind: str, unit: str) -> list[str]:
    """Give `unit` after the words for its kind: "huyện Củ Chi", "TP Thủ Đức", "Q.1"."""
    if unit.startswith("Quận "):
        number = unit.removeprefix("Quận ")
        return [f"quận {number}", f"Q.{number}", f"Q. {number}", f"Q{number}"]
    forms = [f"{word}{'' if word.endswith('.') else ' '}{unit}" for word in _UNIT_WORDS[kind]]
    return forms + [f"{word} {unit}" for word in _UNIT_WORDS[kind] if word.endswith(".")]
