"""Alerts replayed over hours that are past, as known then, and how many of them later proved right."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.alerts import FRESH_H, MAX_LATE, Alert
from flows.alertsteps import Covered, is_covered, look, prepare
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.digest import DAY_STARTS
from flows.home import Home
from flows.progress import track
from flows.settings import Settings
from flows.verdicts import RIGHT, VERDICTS, Raised, judge, summary
from flows.wording import VIETNAM, clock, number
from nlp.fold import before, day_number
from nlp.records import Placement
from nlp.rules import root_of
from nlp.story import story_id
from warehouse import db, store
from warehouse.db import Connection

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Judged:
    """One alert that would have been sent, when, and what is known of it today."""

    alert: Alert
    sent_at: datetime
    verdict: str


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every alert of some past hours; `dropped` were covered by a digest before their quiet hours ended."""

    hours: int
    judged: tuple[Judged, ...]
    dropped: int

    @property
    def right(self) -> int:
        """Alerts about stories that proved right."""
        return sum(one.verdict in RIGHT for one in self.judged)

    @property
    def lines(self) -> tuple[str, ...]:
        """The result in words, one line an alert, the sum last."""
        each = (
            f"{clock(one.sent_at)}  {one.alert.desk}  {one.alert.cause}  {one.alert.title} "
            f"({one.alert.outlet}; {VERDICTS[one.verdict]})"
            for one in self.judged
        )
        return (
            *each,
            *summary([one.verdict for one in self.judged]),
            f"{number(self.dropped)} báo nhanh không gửi vì bản điểm tin đã có tin ấy.",
        )


def backtest(home: Home, settings: Settings, first_at: datetime, last_at: datetime) -> Backtest:
    """Replay every hour from `first_at` (aware) until `last_at` for the desks with recipients.

    An article is known since our first crawl that saw it (of saved feeds: since its publication), labelled by today's
    model without people's corrections, and told in the story that it stood in at the end of the hour's day. Digests
    leave on the desks' schedule. What is not right by `verdicts.judge` counts as false.
    """
    desks = [desk for desk in desks_of(settings).served() if desk.alerts.on]
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        prepare(con, desks, first_at - timedelta(hours=FRESH_H), last_at, by_model=True)
        past, stories = _Past(desks), _Stories(con)
        hours = [first_at + HOUR * number for number in range(int((last_at - first_at) / HOUR) + 1)]
        for at in track(hours, "giờ"):
            stories.put_back(con, at)
            past.hear(look(con, desks, at), store.query(con, "alert_past"), at)
        return Backtest(len(hours), tuple(_judged(con, past.sent)), past.dropped)


class _Stories:
    """Which stories there were on a day: what joined later stands apart."""

    def __init__(self, con: Connection) -> None:
        rows = store.query(con, "alert_placements")
        self._articles = {row["text_id"]: row["article_id"] for row in rows}
        self._placed = [
            Placement(
                row["text_id"], row["day"], (row["news_at"], row["text_id"]), None, None, row["parent"], row["joined"]
            )
            for row in rows
        ]
        self._texts = [row["text_id"] for row in store.query(con, "alert_texts")]
        self._day = 0

    def put_back(self, con: Connection, at: datetime) -> None:
        """Make the articles stand in the stories of the moment's day."""
        if day_number(at) == self._day:
            return
        self._day = day_number(at)
        then = before(self._placed, self._day + 1)
        stories = {text: story_id(self._articles[root_of(then, text)]) for text in self._texts if text in then}
        store.query(con, "alert_regroup", stories=json.dumps(stories))


def _placement(row: Mapping[str, Any]) -> Placement:
    rank = (row["news_at"], row["text_id"])
    return Placement(row["text_id"], row["day"], rank, parent=row["parent"], joined=row["joined"])


class _Past:
    """What the desks had heard, hour by hour."""

    def __init__(self, desks: Sequence[Desk]) -> None:
        self._desks = desks
        self._articles: Sequence[Mapping[str, Any]] = ()
        self._told: list[Alert] = []
        self._held: list[Alert] = []
        self.sent: list[tuple[Alert, datetime]] = []
        self.dropped = 0

    def hear(self, found: Sequence[Alert], articles: Sequence[Mapping[str, Any]], at: datetime) -> None:
        """One hour: new alerts are held, those whose time has come are sent or dropped."""
        self._articles = articles
        stories = {row["article_id"]: row["story_id"] for row in articles}
        covered = self._covered(at) if found or self._held else {}
        heard = {(one.desk, one.cause, stories.get(one.article_id, one.story_id)) for one in self._told}
        for alert in found:
            if (alert.desk, alert.cause, alert.story_id) not in heard and not is_covered(
                alert, alert.story_id, covered
            ):
                self._told.append(alert)
                self._held.append(alert)
        waiting = []
        for alert in self._held:
            story = stories.get(alert.article_id, alert.story_id)
            if is_covered(alert, story, covered) or at > alert.due_at + MAX_LATE:
                self.dropped += 1
            elif alert.due_at <= at:
                self.sent.append((alert, at))
            else:
                waiting.append(alert)
        self._held = waiting

    def _covered(self, at: datetime) -> Covered:
        """What the digests that left before `at` by the desks' schedules told: all that was known at their end."""
        told: dict[tuple[str, str], tuple[bool, int]] = {}
        for desk in self._desks:
            end = _last_end(desk, at)
            if end is not None:
                told.update(((desk.desk_id, story), seen) for story, seen in self._until(end))
        return told

    def _until(self, end: datetime) -> Iterator[tuple[str, tuple[bool, int]]]:
        strikes: set[str] = set()
        critics: dict[str, set[str]] = {}
        for row in self._articles:
            if row["news_at"] < end and row["known_at"] < end:
                owners = critics.setdefault(row["story_id"], set())
                owners |= {row["owner"]} if row["is_critical"] else set()
                strikes |= {row["story_id"]} if row["strike"] else set()
        yield from ((story, (story in strikes, len(owners))) for story, owners in critics.items())


def _last_end(desk: Desk, at: datetime) -> datetime | None:
    """The end of the window of the desk's last daily digest that had left at `at`; None without daily digests."""
    if not desk.daily.on:
        return None
    local = at.astimezone(VIETNAM)
    day = local.date() if local.time() >= desk.daily.at else local.date() - timedelta(days=1)
    return datetime.combine(day, DAY_STARTS, VIETNAM).astimezone(UTC)


def _judged(con: Connection, sent: Sequence[tuple[Alert, datetime]]) -> Iterator[Judged]:
    raised = [Raised(one.alert_id, one.cause, one.article_id, one.raised_at) for one, _ in sent]
    verdicts = judge(con, raised)
    for alert, at in sent:
        yield Judged(alert, at, verdicts[alert.alert_id])
