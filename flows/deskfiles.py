"""Desks as files: the shipped ones, a site's own laid over them; one that can't be used stops no other."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crawlers.given import told, toml_of
from flows.desks import Desk, Desks
from flows.scope import NATIONWIDE
from flows.settings import Settings

SHIPPED = Path(__file__).parent / "plan" / "desks"


class DeskError(Exception):
    """A desk's file is wrong; the message names the file and every wrong field."""


def read_desks(folder: Path | None = None, recipients: tuple[str, ...] = ()) -> Desks:
    """The shipped desks, those of a site's `folder` laid over them key by key; DeskError when it isn't there.

    `recipients` are the nationwide desk's as long as no file names any.
    """
    if folder is not None and not folder.is_dir():
        raise DeskError(f"{folder}: no such folder of desks")
    found: dict[str, Desk] = {}
    faults: dict[str, str] = {}
    for path in (*sorted(SHIPPED.glob("*.toml")), *(sorted(folder.glob("*.toml")) if folder else ())):
        try:
            found[path.stem] = load_desk(path)
        except DeskError as error:
            faults[path.stem] = str(error)
    if recipients and not any(desk.recipients for desk in found.values()):
        found[NATIONWIDE] = found[NATIONWIDE].model_copy(update={"recipients": recipients})
    order = sorted(found, key=lambda desk_id: (desk_id != NATIONWIDE, not found[desk_id].hears_all, desk_id))
    return Desks({desk_id: found[desk_id] for desk_id in order}, faults)


def desks_of(settings: Settings) -> Desks:
    """The desks of this installation."""
    return read_desks(settings.desks_dir, settings.recipients)


def load_desk(path: Path) -> Desk:
    """The desk of one file, laid over the shipped one of its name; DeskError names the file and each wrong field."""
    fields = _fields(path)
    shipped = SHIPPED / path.name
    if path != shipped and shipped.is_file():
        fields = _laid_over(_fields(shipped), fields)
    try:
        return Desk.model_validate({**fields, "desk_id": path.stem})
    except ValidationError as error:
        raise DeskError(f"{path.name}: {told(map(_sentence, error.errors()))}") from error


def _fields(path: Path) -> dict[str, Any]:
    try:
        return toml_of(path)
    except ValueError as error:
        raise DeskError(f"{path.name}: not TOML in UTF-8: {error}") from error
    except OSError as error:
        raise DeskError(f"{path.name}: {error.strerror}") from error


def _laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Tables key by key, anything else as the upper file has it."""
    tables = {
        key: {**under[key], **value}
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(under.get(key), dict)
    }
    return {**under, **over, **tables}


def _sentence(error: Mapping[str, Any]) -> str:
    field = ".".join(map(str, error["loc"]))
    if error["type"] in ("extra_forbidden", "missing"):
        return f"{field}: {'unknown field' if error['type'] == 'extra_forbidden' else 'missing'}"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{field}: {message}" if field else message
