"""The digest that a section is composed for: apart from the sections, so that each may be a module of its own."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Frame:
    """The digest that a section is for: its window [first_at, last_at) aware, its day (Monday of a week)."""

    digest_id: str
    period: str  # day | week
    scope: str
    day: date
    first_at: datetime
    last_at: datetime
