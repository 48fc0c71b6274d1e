"""The troubles of one outlet as its runs go by: what opens an incident, and what ends it. Pure."""

from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """One incident of one outlet; `since_at`: when it was last seen well. Times aware."""

    source_id: str
    cause: str
    since_at: datetime
    opened_at: datetime
    closed_at: datetime | None = None
    opened_run_id: str | None = None
    reason: str | None = None
    expected: float | None = None
    seen: float | None = None
    p: float | None = None


@dataclass(slots=True)
class Docket:
    """The incidents of one outlet, at most one open for each cause."""

    source_id: str
    closed: list[Trouble] = field(default_factory=list)
    open: dict[str, Trouble] = field(default_factory=dict)

    def begin(self, trouble: Trouble) -> None:
        """Open an incident, unless one of its cause is open."""
        self.open.setdefault(trouble.cause, trouble)

    def end(self, cause: str, at: datetime) -> None:
        """Close what is open of a cause."""
        trouble = self.open.pop(cause, None)
        if trouble is not None:
            self.closed.append(replace(trouble, closed_at=max(at, trouble.opened_at)))

    def all(self) -> list[Trouble]:
        """Every incident, in the order of opening."""
        return sorted([*self.closed, *self.open.values()], key=lambda one: (one.opened_at, one.cause))
