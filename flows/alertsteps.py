"""Alerts from the warehouse to the outbox: found, raised on disk, held through quiet hours, dropped or sent once."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from flows import outbox
from flows.alertfile import AlertBook, AlertRow, alert_book, load_alerts
from flows.alertmail import alert_mail
from flows.alerts import FRESH_H, MAX_LATE, Alert, Told, alerts
from flows.deliveries import Delivery, read
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.digest import DeskRow, make_window
from flows.heat import ask_heat
from flows.home import Home
from flows.outbox import Parcel
from flows.post import post_of
from flows.retry import ALERT_LIFE
from flows.routes import words
from flows.settings import Settings
from flows.steplog import logged
from warehouse import db, store
from warehouse.db import Connection

# desk and story → whether its digests told a stoppage, and how many owners that criticise the union
Covered = Mapping[tuple[str, str], tuple[bool, int]]
COVERED = "bản điểm tin đã gửi có tin này"
TOO_LATE = "đã quá muộn để báo nhanh"
MEMORY = timedelta(days=60)  # a story that wakes up later is news again


@dataclass(frozen=True, slots=True)
class Alarm:
    """What one look came to: raised now, held until their hour, dropped, and the mails."""

    raised: tuple[Alert, ...] = ()
    held: tuple[Alert, ...] = ()
    dropped: tuple[AlertRow, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


@logged("alert", lambda alarm: {name: len(getattr(alarm, name)) for name in Alarm.__slots__})
def alert_step(home: Home, settings: Settings, at: datetime | None = None, *, dry_run: bool = False) -> Alarm:
    """Raise what is new, and send what may leave, at most once for each story, cause and desk.

    With `dry_run` nothing is written: `raised` is what would be.
    """
    moment = at or datetime.now(UTC)
    desks = [desk for desk in desks_of(settings).served() if desk.alerts.on]
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        prepare(con, desks, moment - timedelta(hours=FRESH_H), moment)
        found = look(con, desks, moment)
        with alert_book(home) as book:
            stories = _stories(con, found, book, moment)
            covered = _covered(con, stories.values())
            heard = {(row.desk, row.cause, stories.get(row.article_id)) for row in book.rows.values()}
            new = [one for one in found if not _is_heard(one, heard) and not is_covered(one, one.story_id, covered)]
            if dry_run:
                return Alarm(tuple(new))
            book.raise_all(new)
            waiting = _waiting(home, book, desks, moment)
            for row in waiting:
                _drop(book, row, stories.get(row.article_id, ""), covered, moment)
            now = [book.rows[row.alert_id] for row in waiting]
        load_alerts(con, home)
    held = tuple(row.alert for row in now if row.dropped_at is None and row.due_at > moment)
    due = [row.alert for row in now if row.dropped_at is None and row.due_at <= moment]
    dropped = tuple(row for row in now if row.dropped_at is not None)
    return Alarm(tuple(new), held, dropped, tuple(_send(home, settings, due, desks)))


def prepare(
    con: Connection, desks: Sequence[Desk], from_at: datetime, to_at: datetime, *, by_model: bool = False
) -> None:
    """Make the temporary tables that `look` asks, for articles published in [from_at, to_at]."""
    rows = [asdict(_desk_row(desk)) for desk in desks]
    store.query(con, "digest_desks", desks=json.dumps(rows, ensure_ascii=False))
    make_window(con, from_at, to_at + timedelta(minutes=1))
    store.query(con, "alert_articles", by_model=by_model)
    ask_heat(con, "alert_heat", from_at)


def look(con: Connection, desks: Sequence[Desk], at: datetime) -> list[Alert]:
    """Every alert that what was known at `at` gives, heard before or not."""
    store.query(con, "alert_known", at=at, hours=FRESH_H)
    told = [Told(**row) for row in store.query(con, "alert_candidates")]
    routes: dict[str, dict[str, str]] = {}
    for row in store.query(con, "digest_routes") if told else ():
        routes.setdefault(row["digest_id"], {}).setdefault(row["story_id"], words(row["cause"], row["what"]))
    return alerts(told, routes, desks, at)


def _desk_row(desk: Desk) -> DeskRow:
    """The desk as the queries of routes know it; in place of a digest it stands for itself."""
    return DeskRow(
        digest_id=desk.desk_id,
        previous_id="",
        scope=desk.desk_id,
        scope_name=desk.name,
        hears_all=desk.hears_all,
        provinces=desk.provinces,
        sectors=desk.sectors,
        topics=desk.topics,
        bodies=desk.bodies,
        levels=desk.from_levels,
        words=desk.words,
    )


def is_covered(alert: Alert, story_id: str, covered: Covered) -> bool:
    """Whether digests told the desk as much: the stoppage, or as many owners that criticise the union."""
    strike, critics = covered.get((alert.desk, story_id), (False, 0))
    return strike if alert.cause == "strike" else critics >= alert.owners


def _stories(con: Connection, found: Sequence[Alert], book: AlertBook, at: datetime) -> dict[str, str]:
    """The story, as joined today, of every article that alerts were raised for lately or are raised for now."""
    recent = (row.article_id for row in book.rows.values() if row.raised_at > at - MEMORY)
    articles = json.dumps(sorted({*recent, *(one.article_id for one in found)}))
    return {row["article_id"]: row["story_id"] for row in store.query(con, "alert_stories", articles=articles)}


def _is_heard(alert: Alert, heard: Collection[tuple[str, str, str | None]]) -> bool:
    return (alert.desk, alert.cause, alert.story_id) in heard


def _covered(con: Connection, stories: Iterable[str]) -> Covered:
    rows = store.query(con, "alert_covered", stories=json.dumps(sorted(set(stories))))
    return {(row["desk"], row["story_id"]): (row["strike"], row["critics"]) for row in rows}


def _waiting(home: Home, book: AlertBook, desks: Sequence[Desk], at: datetime) -> list[AlertRow]:
    """The alerts that were not dropped and did not reach the outbox, or not for every reader."""
    queued = read(outbox.path_of(home), naming="-alert-").keys()
    begun = {alert_id for alert_id, _ in queued}
    readers = {desk.desk_id: desk.recipients for desk in desks}
    return [
        row
        for row in book.rows.values()
        if row.dropped_at is None
        and at - row.raised_at < MEMORY
        and any((row.alert_id, to) not in queued for to in readers.get(row.desk, ()))
        and not (row.alert_id in begun and at > row.due_at + MAX_LATE)
    ]


def _drop(book: AlertBook, row: AlertRow, story_id: str, covered: Covered, at: datetime) -> None:
    """Drop an alert that a digest covers by now, or whose time is over."""
    why = COVERED if is_covered(row.alert, story_id, covered) else TOO_LATE if at > row.due_at + MAX_LATE else ""
    if why:
        book.drop(row.alert_id, why, at)


def _send(home: Home, settings: Settings, due: Sequence[Alert], desks: Sequence[Desk]) -> list[Delivery]:
    if not due:
        return []
    by_id = {desk.desk_id: desk for desk in desks}
    parcels = [
        Parcel(
            one.alert_id,
            one.desk,
            by_id[one.desk].recipients,
            alert_mail(one, by_id[one.desk]),
            life=ALERT_LIFE,
        )
        for one in due
    ]
    deliveries = outbox.hand_out(home, parcels, post_of(settings, home))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        outbox.load_deliveries(con, home)
    return deliveries
