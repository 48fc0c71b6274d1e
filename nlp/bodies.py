"""Who matters, by name: union bodies, its press, state bodies, parks, employers, read from gazetteer/*.toml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from .geography import place_names, provinces, read_toml
from .mention import Finder, Name
from .normalize import normalize_text, strip_diacritics

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
HEADS = {
    "federation": ("Liên đoàn Lao động", "LĐLĐ", "Liên đoàn LĐ", "LĐ Lao động", "L.Đ.L.Đ", "LĐ-LĐ"),
    "union": ("Công đoàn", "CĐ"),
    "grassroots": ("Công đoàn cơ sở", "CĐCS", "Công đoàn CS", "CĐ cơ sở"),
}
_PARK_WORDS = (
    "KCN", "KCX", "KKT", "KCNC", "Khu công nghiệp", "Khu chế xuất", "Khu kinh tế", "Khu công nghệ cao", "KCN-KCX",
    "KCX-KCN",
)  # fmt: skip
# What holds a union's name and is none: a hotel, a guest house, a street.
_NO_BODY = (
    "khách sạn Công đoàn", "nhà khách Công đoàn", "nhà nghỉ Công đoàn", "đường Công đoàn", "phố Công đoàn",
    "Công đoàn phí", "Luật Công đoàn", "công đoàn viên",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """One body: kind is union, union_press, union_unit, state, agency, park, employer, employer_body, international."""

    id: str
    kind: str
    name: str
    level: str = "none"
    province: str | None = None  # of the 63

    def at(self, province: str | None) -> "Entity":
        """This body, placed."""
        return replace(self, province=province)


@lru_cache(maxsize=4096)  # a park that no list has may lie in each of the provinces
def slug(name: str) -> str:
    """Give `name` as a part of an id: "LĐLĐ tỉnh Bà Rịa - Vũng Tàu" → ldld-tinh-ba-ria-vung-tau."""
    return _NOT_PLAIN.sub("-", strip_diacritics(name).lower()).strip("-")


@cache
def entities() -> dict[str, Entity]:
    """Give the named bodies of the gazetteer by id."""
    return {entity.id: entity for entity, _ in _named()}


@cache
def finder() -> Finder:
    """Give the automaton of all names: kind `entity` (value: id), `head`, `local`, `park`, places, `no_body`."""
    names = [name for _, own in _named() for name in own]
    names += [Name(form, "head", kind) for kind, forms in HEADS.items() for form in forms if not form.isupper()]
    names += [Name(form, "head", kind, True) for kind, forms in HEADS.items() for form in forms if form.isupper()]
    names += [
        Name(form, "local", kind, True) for kind, forms in read_toml("state.toml")["local"].items() for form in forms
    ]
    names += [Name(form, "no_body", "") for form in _NO_BODY]
    return Finder([*names, *_parks(), *place_names()])


def _named() -> Iterator[tuple[Entity, list[Name]]]:
    table = read_toml("bodies.toml")
    for row in table["union"]:
        own = [
            *row.get("names", ()),
            *(f"{head} {word}{rest}" for rest in row.get("after", ()) for head, word in _UNION),
        ]
        yield _entity(row, "union", own, row.get("proper", ()))
    for part, kind in (("press", "union_press"), ("unit", "union_unit")):
        for row in table[part]:
            yield _entity(row, kind, row.get("names", ()), row.get("proper", ()))
    for row in read_toml("state.toml")["state"]:
        yield _entity(row, "state", (), [_first_capital(form) for form in row["forms"]])
    for row in read_toml("employers.toml")["employer"]:
        yield _entity(row, "employer", (), row["names"])


_UNION = (("Công đoàn", ""), ("CĐ", ""), ("Công đoàn", "ngành "), ("CĐ", "ngành "))


def _entity(row: dict[str, str], kind: str, loose: Sequence[str], strict: Sequence[str]) -> tuple[Entity, list[Name]]:
    entity = Entity(row["id"], row.get("kind", kind), row["name"], row.get("level", "none"), row.get("province"))
    return entity, [
        *(Name(n, "entity", entity.id) for n in loose),
        *(Name(n, "entity", entity.id, True) for n in strict),
    ]


def _first_capital(form: str) -> str:
    """Only the first letter (and words all in capitals) must be capital: "Bộ y tế", not "cán bộ y tế"."""
    first, *rest = form.split(" ")
    return " ".join([first, *(word if word.isupper() and len(word) > 1 else word.lower() for word in rest)])


def _parks() -> list[Name]:
    """Value: the park's name and the provinces that have one of it; "VSIP Nghệ An" is called "VSIP", too."""
    owners: dict[str, list[str]] = {}
    for province, parks in read_toml("parks.toml")["park"].items():
        for park in parks:
            for name in {park, park.removesuffix(f" {province}")}:
                owners.setdefault(name, []).append(province)
    return [
        Name(f"{word} {park}", "park", "|".join((park, *sorted(set(found)))))
        for park, found in owners.items()
        for word in _PARK_WORDS
    ]


@cache
def districts() -> dict[str, tuple[str, ...]]:
    """Give for each district-level name (normalised, lower case) the provinces that have it."""
    owners: dict[str, set[str]] = {}
    for province in provinces().values():
        for units in province.units.values():
            for unit in units:
                owners.setdefault(normalize_text(unit).lower(), set()).add(province.name)
    return {unit: tuple(sorted(found)) for unit, found in owners.items()}
