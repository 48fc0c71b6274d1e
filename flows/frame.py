"""The digest that a section is for, and what a section is; those who compose sections import no more than this."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from warehouse.db import Connection


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

    The name is that of its templates, `<name>.html.j2` and `<name>.txt.j2`. One that says the same to every desk is
    composed once for all (`by_desk` false).
    """

    name: str
    shape: type[Any]
    compose: Callable[[Connection, Frame], object | None]
    by_desk: bool = True
