"""Reports on what the plans asked, kept as files as they were made; a rebuild restores them and never recomputes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.home import Home
from flows.wholefile import write_whole
from warehouse import store
from warehouse.db import Connection, transaction


class PlanReportError(Exception):
    """A kept report can't be read or written; the message names the file."""


@dataclass(frozen=True, slots=True)
class ComplianceRow:
    """One line of `core.plan_compliance`; days are ISO dates, `made_at` is an ISO time in UTC."""

    report_id: str
    made_at: str
    first_date: str
    last_date: str
    plan_id: str
    plan_number: str
    position: int
    ref: str
    who: tuple[str, ...]
    clause: str
    state: str
    target: str | None
    measured: str | None
    value: float | None
    low: float | None
    high: float | None
    basis: str | None
    reason: str | None
    articles: int
    article_ids: tuple[str, ...]


def keep(con: Connection, home: Home, report_id: str, rows: Sequence[ComplianceRow]) -> Path:
    """Keep a report as `plan_reports/<id>.json` and as rows; a later one of the same period takes its place."""
    path = home.plan_reports / f"{report_id}.json"
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise PlanReportError(f"{path}: không ghi được ({error.strerror})") from error
    store.replace(con, "core.plan_compliance", rows, {"report_id": report_id})
    return path


def load(con: Connection, home: Home, losses: list[str] | None = None) -> int:
    """Bring every kept report into core.plan_compliance; gives the number of new rows.

    A file that can't be read is told in `losses` and passed over; without a list it is a PlanReportError.
    """
    rows: list[ComplianceRow] = []
    for path in sorted(home.plan_reports.glob("*.json")):
        try:
            rows += _read(path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            told = f"{path}: không phải báo cáo thực hiện kế hoạch ({error})"
            if losses is None:
                raise PlanReportError(told) from error
            losses.append(told)
    with transaction(con):
        return store.insert(con, "core.plan_compliance", rows)


def _read(path: Path) -> list[ComplianceRow]:
    lines: list[dict[str, Any]] = json_of(path.read_text(encoding="utf-8"))
    names = [field.name for field in fields(ComplianceRow)]
    made = []
    for line in lines:
        cells = {name: line[name] for name in names}
        made.append(ComplianceRow(**{**cells, "who": tuple(cells["who"]), "article_ids": tuple(cells["article_ids"])}))
    return made
