"""What other parts of the system say in a digest: composed once with it, kept as JSON, read back as it stood."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from flows import edition
from warehouse import store
from warehouse.db import Connection


class SectionError(Exception):
    """A kept section can't be read as what it should be; the message names the digest, section and field."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The digest that a section is for: its window [first_at, last_at) aware, its day (Monday of a week)."""

    digest_id: str
    period: str  # day | week
    scope: str
    day: date
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest: `compose` gives a frozen dataclass of `shape`, or None when there is nothing to say.

    The name is that of its templates, `<name>.html.j2` and `<name>.txt.j2`.
    """

    name: str
    shape: type[Any]
    compose: Callable[[Connection, Frame], object | None]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One line of `core.digest_sections`."""

    digest_id: str
    name: str
    content: str


SECTIONS: tuple[Section, ...] = (Section("editor", edition.Edition, edition.compose),)


def write(con: Connection, frame: Frame, sections: tuple[Section, ...] = SECTIONS) -> None:
    """Compose the sections of a digest and put them in place of those it had."""
    composed = [(section, section.compose(con, frame)) for section in sections]
    rows = [
        SectionRow(frame.digest_id, section.name, TypeAdapter(section.shape).dump_json(value).decode())
        for section, value in composed
        if value is not None
    ]
    store.replace(con, "core.digest_sections", rows, {"digest_id": frame.digest_id})


def read(con: Connection, digest_id: str, sections: tuple[Section, ...] = SECTIONS) -> Mapping[str, Any]:
    """The sections of a digest by name, as they were composed; SectionError when one can't be read.

    A section that nobody knows any more is left out.
    """
    shapes = {section.name: section.shape for section in sections}
    rows = store.query(con, "digest_sections", digest_id=digest_id)
    return {row["name"]: _value(digest_id, row, shapes[row["name"]]) for row in rows if row["name"] in shapes}


def _value(digest_id: str, row: Mapping[str, Any], shape: type[Any]) -> object:
    try:
        return TypeAdapter(shape).validate_json(row["content"])
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "content"
        raise SectionError(f"digest {digest_id}, section {row['name']}, {field}: {first['msg']}") from error
