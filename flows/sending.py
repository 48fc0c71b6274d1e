"""Composed digests on their way: to whom, what would be sent, what was put off, what a person found out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows import outbox
from flows.alertfile import AlertError, load_alerts
from flows.deliveries import Delivery, JournalError, read
from flows.deskfiles import desks_of
from flows.desks import Desks
from flows.home import Home
from flows.inbox import Finding, mails, take_in
from flows.kept import kept_path
from flows.load import DigestError, load_view
from flows.outbox import Parcel
from flows.post import post_of
from flows.render import render
from flows.scope import ScopeError
from flows.settings import Settings
from flows.steplog import logged
from flows.unsubscribe import UnsubscribeError, gone, load_departures
from warehouse import db, store
from warehouse.db import Connection

INBOX_AGE = timedelta(days=10)  # reports come within five days (RFC 5321, 4.5.4.1); older mails were read before


@dataclass(frozen=True, slots=True)
class Sent:
    """The digests and what became of their mails."""

    digest_ids: tuple[str, ...]
    deliveries: Sequence[Delivery]

    @property
    def digest_id(self) -> str:
        """The first digest."""
        return self.digest_ids[0]


@dataclass(frozen=True, slots=True)
class Planned:
    """What sending would do for one reader: `known` is the delivery so far, `size` the kept mail's bytes."""

    digest_id: str
    desk: str
    recipient: str
    size: int
    known: Delivery | None
    left: bool


def tally(deliveries: Iterable[Delivery]) -> dict[str, int]:
    """How many mails are in each state."""
    return dict(Counter(one.status for one in deliveries))


def digests_to_send(home: Home, *, digest_id: str | None = None, desk: str | None = None) -> tuple[str, ...]:
    """The digest named, or those whose window ended last, of one desk or of all; DigestError when there is none."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "digests_to_send", digest_id=digest_id, desk=desk, closed_by=datetime.now(UTC))
    if not rows:
        which = digest_id or (f"of the desk {desk}" if desk else "yet")
        raise DigestError(f"there is no digest {which}; compose one with `diemtin digest`")
    return tuple(row["digest_id"] for row in rows)


@logged("send", lambda sent: {"digests": len(sent.digest_ids), "items": len(sent.deliveries), **tally(sent.deliveries)})
def send(
    home: Home, settings: Settings, digest_ids: Sequence[str], *, force: bool = False, wait: timedelta = timedelta(0)
) -> Sent:
    """Hand composed digests to every recipient of their desks, exactly once each; `wait`: see `post_of`."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        parcels = _parcels(con, home, desks_of(settings), digest_ids)
    post = post_of(settings, home, wait=wait)
    deliveries = outbox.hand_out(home, parcels, post, force=force)
    _load(home)
    return Sent(tuple(digest_ids), deliveries)


def plan(home: Home, settings: Settings, digest_ids: Sequence[str]) -> list[Planned]:
    """Who would get which digest, in the order of sending; nothing is written."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        parcels = _parcels(con, home, desks_of(settings), digest_ids)
    known, left = read(outbox.path_of(home)), gone(home)
    return [
        Planned(
            parcel.digest_id,
            parcel.desk,
            to,
            _size(home, parcel),
            known.get((parcel.digest_id, to)),
            (parcel.desk, to) in left,
        )
        for parcel in parcels
        for to in dict.fromkeys(parcel.recipients)
    ]


@logged("retry", lambda deliveries: {"items": len(deliveries), **tally(deliveries)})
def retry(home: Home, settings: Settings) -> list[Delivery]:
    """What the hourly run does for the mails: read what came to the sender, try again what was put off."""
    if settings.inbox:
        take_in(home, mails(settings.inbox, since=datetime.now(UTC) - INBOX_AGE))
    deliveries = outbox.hand_out_due(home, post_of(settings, home))
    _load(home)
    return deliveries


def hear(home: Home, paths: Sequence[tuple[str, bytes]]) -> list[Finding]:
    """Take in mails that came to the sender's address, and bring what they say into the warehouse."""
    findings = take_in(home, paths)
    _load(home)
    return findings


def load_mails(con: Connection, home: Home) -> list[str]:
    """Bring deliveries, departures and alerts into the warehouse; gives what is wrong with files that can't be read."""
    faults = []
    for load in (outbox.load_deliveries, load_departures, load_alerts):
        try:
            load(con, home)
        except (JournalError, UnsubscribeError, AlertError) as error:
            faults.append(str(error))
    return faults


def _parcels(con: Connection, home: Home, desks: Desks, digest_ids: Sequence[str]) -> list[Parcel]:
    return [_parcel(con, home, desks, digest_id) for digest_id in digest_ids]


def _parcel(con: Connection, home: Home, desks: Desks, digest_id: str) -> Parcel:
    rows = store.query(con, "digests_to_send", digest_id=digest_id, desk=None, closed_by=datetime.now(UTC))
    if not rows:
        raise DigestError(f"there is no digest {digest_id}; compose it with `diemtin digest --day D`")
    scope = rows[0]["scope"]
    try:
        recipients = desks.find(scope).recipients
    except ScopeError:  # a desk that was taken away since
        recipients = ()
    mail = None if kept_path(home, digest_id).is_file() else render(load_view(con, digest_id))
    return Parcel(digest_id, scope, recipients, mail)


def _size(home: Home, parcel: Parcel) -> int:
    path = kept_path(home, parcel.digest_id)
    if path.is_file():
        return path.stat().st_size
    return len(parcel.mail.html.encode()) + len(parcel.mail.text.encode()) if parcel.mail else 0


def _load(home: Home) -> None:
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        outbox.load_deliveries(con, home)
        load_departures(con, home)
