"""Alerts as raised and dropped: append-only `alerts/alerts.jsonl`, the truth behind core.alerts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.alerts import Alert
from flows.appendfile import add, appending
from flows.home import Home
from warehouse import store
from warehouse.db import Connection

_TIMES = tuple(field.name for field in fields(Alert) if field.name.endswith("_at"))


class AlertError(Exception):
    """The file of alerts can't be read or written; the message names the file and line."""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One line of `core.alerts`: an alert, and when and why it was dropped."""

    alert_id: str
    desk: str
    cause: str
    story_id: str
    article_id: str
    title: str
    outlet: str
    url: str
    news_at: datetime
    sentence: str
    outlets: tuple[str, ...]
    owners: int
    hot: bool
    route: str
    raised_at: datetime
    due_at: datetime
    dropped_at: datetime | None = None
    dropped_why: str | None = None

    @property
    def alert(self) -> Alert:
        """The alert as it was raised."""
        return Alert(**{field.name: getattr(self, field.name) for field in fields(Alert)})


class AlertBook:
    """The open file: what stands in it, and the way to add a line."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor
        self.rows = read(path)

    def raise_all(self, alerts: list[Alert]) -> None:
        """Add alerts and wait until the disk has them."""
        if not alerts:
            return
        self._add(*({"event": "raised", **asdict(alert)} for alert in alerts))
        self.rows.update((alert.alert_id, AlertRow(**asdict(alert))) for alert in alerts)

    def drop(self, alert_id: str, why: str, at: datetime) -> None:
        """Note that an alert will not be sent."""
        self._add({"event": "dropped", "alert_id": alert_id, "dropped_at": at, "dropped_why": why})
        self.rows[alert_id] = replace(self.rows[alert_id], dropped_at=at, dropped_why=why)

    def _add(self, *events: dict[str, Any]) -> None:
        lines = (json.dumps(event, ensure_ascii=False, default=_iso) for event in events)
        try:
            add(self._descriptor, *lines)
        except OSError as error:
            raise AlertError(f"{self._path}: {error.strerror}") from error


@contextmanager
def alert_book(home: Home) -> Iterator[AlertBook]:
    """The file under an exclusive lock: two processes never raise the same alert. AlertError when it can't be used."""
    path = _path(home)
    try:
        with appending(path) as descriptor:
            yield AlertBook(path, descriptor)
    except OSError as error:
        raise AlertError(f"{path}: {error.strerror}") from error


def read(path: Path) -> dict[str, AlertRow]:
    """Every alert by its id, in the order of raising; a line torn by a crash was never acted on."""
    rows: dict[str, AlertRow] = {}
    if not path.is_file():
        return rows
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            said = json_of(line)
            if said.pop("event") == "raised":
                rows[said["alert_id"]] = _row(said)
            else:
                at = datetime.fromisoformat(said["dropped_at"])
                rows[said["alert_id"]] = replace(rows[said["alert_id"]], dropped_at=at, dropped_why=said["dropped_why"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if line.rstrip().endswith(b"}"):
                raise AlertError(f"{path}:{number}: not a line about an alert ({error})") from error
    return rows


def load_alerts(con: Connection, home: Home) -> int:
    """Replace core.alerts by what the file says; gives the number of rows."""
    rows = list(read(_path(home)).values())
    store.replace(con, "core.alerts", rows, {})
    return len(rows)


def _row(said: dict[str, Any]) -> AlertRow:
    times = {name: datetime.fromisoformat(said[name]) for name in _TIMES}
    return AlertRow(**{**said, **times, "outlets": tuple(said["outlets"])})


def _iso(value: object) -> str:
    assert isinstance(value, datetime)  # noqa: S101 -- the only such field of an alert
    return value.astimezone(UTC).isoformat()


def _path(home: Home) -> Path:
    return home.alerts / "alerts.jsonl"
