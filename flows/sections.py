"""What other parts of the system say in a digest: composed once with it, kept as JSON, read back as it stood."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from flows import alertsection, edition, opinion, plansections, republish, versions, voices, watchsection
from flows.frame import Frame
from warehouse import store
from warehouse.db import Connection

__all__ = ["SECTIONS", "Frame", "Section", "SectionError", "SectionRow", "read", "read_all", "write", "write_all"]


class SectionError(Exception):
    """A kept section can't be read as what it should be; the message names the digest, section and field."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest: `compose` gives a frozen dataclass of `shape`, or None when there is nothing to say.

    The name is that of its templates, `<name>.html.j2` and `<name>.txt.j2`. One that says the same to every desk is
    composed once for all (`by_desk` false).
    """

    name: str
    shape: type[Any]
    compose: Callable[[Connection, Frame], object | None]
    by_desk: bool = True


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One line of `core.digest_sections`."""

    digest_id: str
    name: str
    content: str


SECTIONS: tuple[Section, ...] = (
    Section("editor", edition.Edition, edition.compose),
    Section("voices", voices.Voices, voices.compose),
    Section("republish", republish.Republish, republish.compose),
    Section("alerts", alertsection.AlertsOfWeek, alertsection.compose),
    Section("watch", watchsection.Watch, watchsection.compose, by_desk=False),
    Section("opinion", opinion.Opinion, opinion.compose),
    Section("rebuttals", plansections.RebuttalsSection, plansections.compose_rebuttals),
    Section("campaigns", plansections.CampaignsSection, plansections.compose_campaigns),
    Section("spotlights", plansections.SpotlightsSection, plansections.compose_spotlights),
    Section("versions", versions.Versions, versions.compose, by_desk=False),
)


def write(con: Connection, frame: Frame, sections: tuple[Section, ...] = SECTIONS) -> None:
    """Compose the sections of a digest and put them in place of those it had."""
    write_all(con, (frame,), sections)


def write_all(con: Connection, frames: Sequence[Frame], sections: tuple[Section, ...] = SECTIONS) -> None:
    """Compose the sections of the digests of one window and put them in place of those they had."""
    rows = [row for section in sections for row in _composed(con, frames, section)]
    store.query(con, "digest_forget_sections", digest_ids=[frame.digest_id for frame in frames])
    store.insert(con, "core.digest_sections", rows)


def _composed(con: Connection, frames: Sequence[Frame], section: Section) -> Iterator[SectionRow]:
    adapter = TypeAdapter(section.shape)
    shared = section.compose(con, frames[0]) if frames and not section.by_desk else None
    for frame in frames:
        value = section.compose(con, frame) if section.by_desk else shared
        if value is not None:
            yield SectionRow(frame.digest_id, section.name, adapter.dump_json(value).decode())


def read(con: Connection, digest_id: str, sections: tuple[Section, ...] = SECTIONS) -> Mapping[str, Any]:
    """The sections of a digest by name, as they were composed; SectionError when one can't be read.

    A section that nobody knows any more is left out.
    """
    return read_all(con, (digest_id,), sections)[digest_id]


def read_all(
    con: Connection, digest_ids: Sequence[str], sections: tuple[Section, ...] = SECTIONS
) -> Mapping[str, Mapping[str, Any]]:
    """The same for many digests, by id."""
    shapes = {section.name: section.shape for section in sections}
    found: dict[str, dict[str, Any]] = {digest_id: {} for digest_id in digest_ids}
    for row in store.query(con, "digest_sections", digest_ids=list(digest_ids)):
        if row["name"] in shapes:
            found[row["digest_id"]][row["name"]] = _value(row["digest_id"], row, shapes[row["name"]])
    return found


def _value(digest_id: str, row: Mapping[str, Any], shape: type[Any]) -> object:
    try:
        return TypeAdapter(shape).validate_json(row["content"])
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "content"
        raise SectionError(f"digest {digest_id}, section {row['name']}, {field}: {first['msg']}") from error
