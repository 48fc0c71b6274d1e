"""What today's layouts change: every landed page read again and compared with what the warehouse holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawlers.landing import LandingError, landed_runs, read_run
from crawlers.layout import Layout
from crawlers.likeness import share_kept
from crawlers.records import Capture
from flows.home import Home
from flows.parts import RunReader
from flows.records import ArticleVersion
from warehouse import store
from warehouse.db import Connection

CHANGES = ("title", "sapo", "body", "newly_read", "newly_rejected")
_EXAMPLES = 5
_SHOWN = 120  # letters of a text in an example
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs on one page; `kept` is the share of the old body's runs of four words, 0 to 1."""

    source_id: str
    url: str
    kind: str  # one of CHANGES
    before: str
    after: str
    kept: float | None = None


@dataclass(slots=True)
class OutletDiff:
    """All pages of one outlet: how many are the same, how many changed in what, and up to 5 examples of each."""

    pages: int = 0
    same: int = 0
    changed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHANGES, 0))
    body_kept: float | None = None  # mean over the pages whose body changed
    examples: dict[str, list[Change]] = field(default_factory=dict)


@dataclass(slots=True)
class DiffReport:
    """The outlets by id; runs that could not be read, with the reason; pages landed but never loaded."""

    outlets: dict[str, OutletDiff] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    not_loaded: int = 0

    def add(self, source_id: str, changes: list[Change]) -> None:
        """Count one page."""
        outlet = self.outlets.setdefault(source_id, OutletDiff())
        outlet.pages += 1
        outlet.same += not changes
        for change in changes:
            outlet.changed[change.kind] += 1
            if change.kept is not None:
                seen = outlet.changed["body"]
                outlet.body_kept = ((outlet.body_kept or 0.0) * (seen - 1) + change.kept) / seen
            examples = outlet.examples.setdefault(change.kind, [])
            if len(examples) < _EXAMPLES:
                examples.append(change)


def changes_of(before: Row, after: ArticleVersion | None, reason: str | None) -> list[Change]:
    """What differs between a page as it is stored and as it is read now (None with the reason when rejected). Pure."""
    source_id, url = str(before["source_id"]), str(before["url"])
    was_read = before["rejected"] is None and before["title"] is not None
    if after is None:
        return (
            [Change(source_id, url, "newly_rejected", str(before["title"])[:_SHOWN], reason or "")] if was_read else []
        )
    if not was_read:
        return [Change(source_id, url, "newly_read", str(before["rejected"]), after.title[:_SHOWN])]
    found = [
        Change(source_id, url, name, before[name][:_SHOWN], getattr(after, name)[:_SHOWN])
        for name in ("title", "sapo")
        if before[name] != getattr(after, name)
    ]
    if before["body"] != after.body:
        shown = _first_difference(before["body"], after.body)
        found.append(Change(source_id, url, "body", *shown, kept=share_kept(before["body"], after.body)))
    return found


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """The paragraphs at which two bodies part."""
    old, new = before.split("\n"), after.split("\n")
    at = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return "\n".join(old[at : at + 1])[:_SHOWN], "\n".join(new[at : at + 1])[:_SHOWN]


def compare_run(
    report: DiffReport,
    captures: Iterable[Capture],
    stored: Mapping[int, Row],
    layouts: Mapping[str, tuple[Layout, ...]],
) -> None:
    """Add the pages of one run to a report; `stored` are its rows of `run_pages` by seq."""
    reader = RunReader(layouts)
    for capture in captures:
        if capture.outcome.kind != "page":
            continue
        reading = reader.read(capture)
        before = stored.get(capture.outcome.seq)
        if before is None:
            report.not_loaded += 1
            continue
        after = reading.versions[0] if reading.versions else None
        reason = reading.items[0].rejected if reading.items else None
        report.add(capture.outcome.source_id, changes_of(before, after, reason))


def diff_report(con: Connection, home: Home, layouts: Mapping[str, tuple[Layout, ...]]) -> DiffReport:
    """Every landed page of a home read with today's `layouts` (by outlet id) against the warehouse; writes nothing."""
    report = DiffReport()
    for folder in landed_runs(home.landed):
        stored = {row["seq"]: row for row in store.query(con, "run_pages", run_id=folder.name)}
        losses: list[str] = []
        try:
            compare_run(report, read_run(folder, losses), stored, layouts)
        except LandingError as error:
            losses.append(str(error))
        if losses:
            report.broken[folder.name] = "; ".join(dict.fromkeys(losses))
    return report
