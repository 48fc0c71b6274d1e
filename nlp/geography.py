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
    """Give the unit of the 34-unit map (since 2025-07-01) that the 63-unit `name` went into; KeyError on other names."""
    return provinces()[name].merged


@cache
def place_names() -> tuple[Name, ...]:
    """Give all names that point to a province: kinds `province`, `district`, `doubtful` (needs context), `landmark`, `nowhere`."""
    names = [Name(alias, "province", p.name, True) for p in provinces().values() for alias in p.aliases]
    names += _district_names()
    land = read_toml("landmarks.toml")
    names += [Name(n, "landmark", row["province"], True) for row in land["landmark"] for n in row["names"]]
    names += [Name(n, "nowhere", "", True) for n in land["nowhere"]]
    return tuple(names)


def _district_names() -> list[Name]:
    ambiguous = set(map(normalize_text, read_toml("provinces.toml")["ambiguous"]))
    own = {normalize_text(alias) for p in provinces().values() for alias in p.aliases}
    owners: dict[str, set[str]] = {}
    for province in provinces().values():
        for units in province.units.values():
            for unit in units:
                owners.setdefault(unit, set()).add(province.name)
    names = []
    for province in provinces().values():
        for kind, units in province.units.items():
            for unit in units:
                doubtful = unit in ambiguous or len(owners[unit]) > 1
                if unit not in own:
                    names.append(Name(unit, "doubtful" if doubtful else "district", province.name, True))
                names += _with_words(kind, unit, province.name, shared=len(owners[unit]) > 1)
    return names


def _with_words(kind: str, unit: str, province: str, *, shared: bool) -> list[Name]:
    """A doubtful name after its unit's word is sure unless two provinces have it: "huyện Châu Thành" stays open."""
    if unit.startswith("Quận "):
        number = unit.removeprefix("Quận ")
        forms = [unit, f"quận {number}", f"Q.{number}", f"Q. {number}", f"Q{number}"]
    else:
        forms = [f"{word}{'' if word.endswith('.') else ' '}{unit}" for word in _UNIT_WORDS[kind]]
        forms += [f"{word} {unit}" for word in _UNIT_WORDS[kind] if word.endswith(".")]
    return [Name(form, "doubtful" if shared else "district", province, True) for form in forms]
