"""One line per request: the text form of `Outcome`, read back strictly."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import UnionType
from typing import Any, get_args

from crawlers.given import json_of
from crawlers.records import REQUEST_REASONS, Outcome


class LandingError(Exception):
    """A landed run, a part of one, or a file to be landed cannot be used; the message names it."""


KINDS = frozenset({"feed", "page", "robots", "sitemap", "list"})
OUTCOMES = frozenset({"landed", "not_modified", "failed"})
ROBOTS = frozenset({"allowed", "disallowed", "unavailable"})


def _allowed_types(annotation: object) -> tuple[type, ...]:
    return get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)


# Fields that came later: a line that was landed before them lacks them.
_OPTIONAL = frozenset({"wait_s"})
_TYPES: dict[str, tuple[type, ...]] = {field.name: _allowed_types(field.type) for field in fields(Outcome)}
_LARGE = frozenset({"n_bytes", "warc_offset"})  # what a file can hold: 63 bits, as of every other number 31


def outcome_line(outcome: Outcome) -> str:
    """The JSON line of an outcome, ASCII only, without the newline; times in ISO 8601, UTC."""
    told = {name: getattr(outcome, name) for name in _TYPES}  # `asdict` would copy every value deeply
    return json.dumps({**told, "fetched_at": outcome.fetched_at.astimezone(UTC).isoformat()})


def parse_outcome(line: str) -> Outcome:
    """The outcome of a JSON line; ValueError says which field is unknown, missing or of the wrong type."""
    raw = json_of(line)
    if not isinstance(raw, dict):
        raise ValueError("not a JSON object")
    if unknown := raw.keys() - _TYPES.keys():
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    if missing := _TYPES.keys() - raw.keys() - _OPTIONAL:
        raise ValueError(f"missing field {', '.join(sorted(missing))}")
    raw["fetched_at"] = _utc(raw["fetched_at"])
    for name, value in raw.items():
        if type(value) not in _TYPES[name] or (isinstance(value, int) and not 0 <= value < _limit(name)):
            raise ValueError(f"field {name} has the value {value!r}")
        if isinstance(value, str):
            value.encode()  # half a character can be stored nowhere
    return _closed(Outcome(**raw))


def _limit(name: str) -> int:
    return 2**63 if name in _LARGE else 2**31


def _utc(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError(f"field fetched_at has the value {value!r}")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"field fetched_at has no time zone: {value}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"field fetched_at is beyond the calendar: {value}") from error


def _closed(outcome: Outcome) -> Outcome:
    """The same outcome when every word of it belongs to its closed list and outcome and reason agree."""
    if outcome.kind not in KINDS:
        raise ValueError(f"field kind has the value {outcome.kind!r}")
    if outcome.outcome not in OUTCOMES:
        raise ValueError(f"field outcome has the value {outcome.outcome!r}")
    if outcome.robots is not None and outcome.robots not in ROBOTS:
        raise ValueError(f"field robots has the value {outcome.robots!r}")
    if (outcome.outcome == "failed") != (outcome.reason in REQUEST_REASONS):
        raise ValueError(f"field reason has the value {outcome.reason!r} beside {outcome.outcome!r}")
    return outcome


def read_lines(path: Path) -> Iterator[Outcome]:
    """The outcomes of a file, lazily; LandingError names file and line.

    A last line without its newline was torn by a crash: what stands before it is served first.
    """
    before: Outcome | None = None
    try:
        with path.open("rb") as handle:
            for number, line in enumerate(handle, start=1):
                outcome = _read_line(path, number, line)
                if before and (outcome.run_id != before.run_id or outcome.seq <= before.seq):
                    raise LandingError(f"{path}, line {number}: {outcome.run_id} seq {outcome.seq} after {before.seq}")
                yield (before := outcome)
    except OSError as error:
        raise LandingError(f"{path}: {error.strerror}") from error


def _read_line(path: Path, number: int, line: bytes) -> Outcome:
    if not line.endswith(b"\n"):
        raise LandingError(f"{path}, line {number}: torn last line, the lines before it are whole")
    try:
        return parse_outcome(line.decode())
    except ValueError as error:
        raise LandingError(f"{path}, line {number}: {error}") from error
