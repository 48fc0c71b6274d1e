"""Alerts replayed over hours that are past, as known then, and how many of them later proved right."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.alerts import FRESH_H, MAX_LATE, Alert
from flows.alertsteps import Covered, is_covered, look, prepare
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.digest import DAY_STARTS
from flows.home import Home
from flows.progress import track
from flows.settings import Settings
from flows.wording import VIETNAM, clock, number, percent
from warehouse import db, store
from warehouse.db import Connection

HOUR = timedelta(hours=1)
VERDICTS = {
    "confirmed": "người xác nhận",
    "corroborated": "nơi khác cũng viết như vậy",
    "open": "chưa có gì xác nhận",
    "refuted": "người bác bỏ",
}
RIGHT = ("confirmed", "corroborated")


@dataclass(frozen=True, slots=True)
class Judged:
    """One alert that would have been sent, when, and what is known of it today."""

    alert: Alert
    sent_at: datetime
    verdict: str
    owners: int


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
            f"{number(self.dropped)} báo nhanh không gửi vì bản điểm tin đã có tin ấy",
        )


def summary(verdicts: Sequence[str]) -> tuple[str, ...]:
    """How many alerts, how many proved right, and the share of false alarms, in words."""
    if not verdicts:
        return ("Không có báo nhanh nào",)
    counts = Counter(verdicts)
    right = sum(counts[one] for one in RIGHT)
    wrong = len(verdicts) - right
    parts = ", ".join(f"{number(counts[one])} {name}" for one, name in VERDICTS.items() if counts[one])
    return (
        f"{number(len(verdicts))} báo nhanh: {parts}",
        f"Tỉ lệ báo động chưa được xác nhận: {percent(wrong, len(verdicts))} ({number(wrong)}/{number(len(verdicts))})",
    )


def backtest(home: Home, settings: Settings, first_at: datetime, last_at: datetime) -> Backtest:
    """Replay every hour from `first_at` (aware) until `last_at` for the desks with recipients.

    An article is known since our first crawl that saw it (of saved feeds: since its publication), and labelled by
    today's model without people's corrections; stories are those of today. Digests leave on the desks' schedule. An
    alert proved right when people confirmed the label that raised it, or two owners at least, and more than say the
    contrary, tell the same in words of their own within three days (with corrections); all others count as false.
    """
    desks = [desk for desk in desks_of(settings).served() if desk.alerts.on]
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        prepare(con, desks, first_at - timedelta(hours=FRESH_H), last_at, by_model=True)
        past = _Past(con, desks)
        hours = [first_at + HOUR * number for number in range(int((last_at - first_at) / HOUR) + 1)]
        for at in track(hours, "giờ"):
            past.hear(look(con, desks, at), at)
        return Backtest(len(hours), tuple(_judged(con, past.sent)), past.dropped)


class _Past:
    """What the desks had heard, hour by hour."""

    def __init__(self, con: Connection, desks: Sequence[Desk]) -> None:
        self._articles = store.query(con, "alert_past")
        self._desks = desks
        self._heard: set[tuple[str, str, str]] = set()
        self._held: list[Alert] = []
        self.sent: list[tuple[Alert, datetime]] = []
        self.dropped = 0

    def hear(self, found: Sequence[Alert], at: datetime) -> None:
        """One hour: new alerts are held, those whose time has come are sent or dropped."""
        covered = self._covered(at)
        for alert in found:
            key = (alert.desk, alert.cause, alert.story_id)
            if key not in self._heard and not is_covered(alert, alert.story_id, covered):
                self._heard.add(key)
                self._held.append(alert)
        waiting = []
        for alert in self._held:
            if is_covered(alert, alert.story_id, covered) or at > alert.due_at + MAX_LATE:
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
    verdicts = judge(con, [alert for alert, _ in sent])
    for alert, at in sent:
        yield Judged(alert, at, *verdicts[alert.alert_id])


def judge(con: Connection, alerts: Sequence[Alert]) -> dict[str, tuple[str, int]]:
    """What is known today of each alert: its verdict (see VERDICTS) and how many owners tell the same."""
    rows = [
        {
            "alert_id": one.alert_id,
            "cause": one.cause,
            "article_id": one.article_id,
            "raised_at": one.raised_at.astimezone(UTC).isoformat(),
        }
        for one in alerts
    ]
    store.query(con, "alert_list", alerts=json.dumps(rows))
    return {row["alert_id"]: (row["verdict"], row["owners"]) for row in store.query(con, "alert_verdicts")}
