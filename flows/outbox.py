"""The way of mails to their readers: all of them queued first, then each brought exactly once to each recipient."""

import hashlib
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

from flows import unsubscribe
from flows.deliveries import ARRIVED, PENDING, Delivery, Journal, journal, read
from flows.home import Home
from flows.kept import keep, kept, kept_path, write
from flows.message import AddressError, Letterhead, build, check_address, message_id, message_mark
from flows.retry import DIGEST_LIFE, Patience, is_due, put_off
from flows.signing import Signer
from flows.smtp import Answer, Letter, Line, SmtpSettings
from flows.view import Mail
from warehouse import store
from warehouse.db import Connection

MAX_NAME_BYTES = 200  # file systems take 255; the digest id and `.eml` need room
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A digest or alert, the desk whose list it goes to, who stands on it, and for how long anybody waits for it.

    `mail` is kept before anything leaves, unless a mail is kept already.
    """

    digest_id: str
    desk: str
    recipients: tuple[str, ...]
    mail: Mail | None = None
    life: timedelta = DIGEST_LIFE


@dataclass(frozen=True, slots=True)
class Post:
    """How mails leave this site: letterhead, server (None: into the folder `outbox/`), signature, patience."""

    head: Letterhead
    smtp: SmtpSettings | None = None
    signer: Signer | None = None
    patience: Patience = field(default_factory=Patience)


def hand_out(home: Home, parcels: Sequence[Parcel], post: Post, *, force: bool = False) -> list[Delivery]:
    """Bring every parcel to each of its recipients, exactly once; gives what is known of each, in order.

    All are queued before the first leaves. What arrived is not sent again; what was refused, failed, came back or may
    have arrived only with `force`. What is sent is the kept mail, if any. OutboxError, JournalError for the disk.
    """
    naming = _day([parcel.digest_id for parcel in parcels])
    with journal(path_of(home), naming=naming) as book:
        keys = _queue(book, home, parcels, post)
        wanted = [key for key in keys if _is_wanted(book.deliveries[key], force=force)]
        _deliver(book, home, wanted, post)
    deliveries = _wait(home, keys, post, naming)
    return [deliveries[key] for key in keys]


def hand_out_due(home: Home, post: Post, *, at: datetime | None = None) -> list[Delivery]:
    """Try again what is queued or put off and whose time has come; what nobody waits for any more has failed."""
    moment = at or datetime.now(UTC)
    with journal(path_of(home)) as book:
        pending = [one for one in book.deliveries.values() if one.status in PENDING]
        late = [one for one in pending if one.expires_at is not None and one.expires_at < moment]
        if late:
            book.note("result", *(replace(one, status="failed", retry_at=None) for one in late))
        due = [one.key for one in pending if one not in late and is_due(one, moment)]
        _deliver(book, home, due, post)
        return [book.deliveries[key] for key in (*(one.key for one in late), *due)]


def served(home: Home, digest_ids: Collection[str]) -> frozenset[str]:
    """Those of the digests that reached anybody, or may have."""
    known = read(path_of(home), naming=_day(digest_ids))
    return frozenset(one for one in digest_ids if _served(known, one))


def is_served(home: Home, digest_id: str) -> bool:
    """Whether a digest reached anybody, or may have."""
    return bool(served(home, (digest_id,)))


def keep_mails(mails: Sequence[Mail], home: Home, *, sender: str) -> list[Path]:
    """Keep mails beside their digests as .eml, .html and .txt; gives the .eml files.

    Once anybody was served the files stay as they were.
    """
    paths = []
    with journal(path_of(home), naming=_day([mail.digest_id for mail in mails])) as book:
        for mail in mails:
            path = kept_path(home, mail.digest_id)
            if not (path.is_file() and _served(book.deliveries, mail.digest_id)):
                keep(mail, home, Letterhead(sender))
            paths.append(path)
    return paths


def keep_mail(mail: Mail, digest_id: str, home: Home, *, sender: str) -> Path:
    """Keep one mail; see `keep_mails`."""
    return keep_mails((replace(mail, digest_id=digest_id),), home, sender=sender)[0]


def resolve(home: Home, digest_id: str, recipient: str, *, arrived: bool) -> Delivery | None:
    """Settle a delivery in doubt by what a person found out: it arrived, or it is to be sent again; None: not known."""
    with journal(path_of(home), naming=digest_id) as book:
        row = book.deliveries.get((digest_id, recipient))
        if row is None or row.status in ARRIVED:
            return row
        why = f"người vận hành: {'đã tới' if arrived else 'chưa tới, gửi lại'}"
        end = None if arrived else datetime.now(UTC) + DIGEST_LIFE
        status = "sent" if arrived else "queued"
        book.note("resolve", replace(row, status=status, reason=why, retry_at=None, expires_at=end))
        return book.deliveries[row.key]


def load_deliveries(con: Connection, home: Home) -> int:
    """Replace core.deliveries by what the journal says; gives the number of rows."""
    deliveries = list(read(path_of(home)).values())
    store.replace(con, "core.deliveries", deliveries, {})
    return len(deliveries)


def path_of(home: Home) -> Path:
    """Where the journal of deliveries lies."""
    return home.sent / "deliveries.jsonl"


def _day(digest_ids: Iterable[str]) -> str:
    """The day that all ids begin with; "" when they differ."""
    days = {digest_id[:10] for digest_id in digest_ids}
    return days.pop() if len(days) == 1 else ""


def _queue(book: Journal, home: Home, parcels: Iterable[Parcel], post: Post) -> list[Key]:
    """Keep the mails, then make a row for every recipient that has none; gives all keys."""
    rows: dict[Key, Delivery] = {}
    for parcel in parcels:
        if parcel.mail and not kept_path(home, parcel.digest_id).is_file():
            keep(parcel.mail, home, post.head)
        rows.update((row.key, row) for row in _rows(parcel, post, datetime.now(UTC)))
    if new := [row for key, row in rows.items() if key not in book.deliveries]:
        book.note("queue", *new)
    return list(rows)


def _rows(parcel: Parcel, post: Post, at: datetime) -> Iterable[Delivery]:
    for recipient in dict.fromkeys(parcel.recipients):
        yield Delivery(
            parcel.digest_id,
            recipient,
            message_id(parcel.digest_id, recipient, post.head.sender),
            "queued",
            "smtp" if post.smtp else "outbox",
            desk=parcel.desk,
            queued_at=at,
            expires_at=at + parcel.life,
        )


def _is_wanted(delivery: Delivery, *, force: bool) -> bool:
    """By hand a put off mail is tried at once; one whose end is settled or in doubt only by force."""
    return delivery.status in PENDING or (force and delivery.status not in ARRIVED)


def _deliver(book: Journal, home: Home, keys: Sequence[Key], post: Post) -> None:
    """One try for each, over one connection; one that fails stops no other."""
    gone = unsubscribe.gone(home)
    mails: dict[str, Mail | None] = {}
    way: AbstractContextManager[Line | None] = Line(post.smtp) if post.smtp else nullcontext()
    with way as line:
        for key in keys:
            row = book.deliveries[key]
            if row.digest_id not in mails:
                mails = {row.digest_id: kept(home, row.digest_id)}  # rows of one digest follow one another
            mail = mails[row.digest_id]
            if (row.desk, row.recipient) in gone:
                _settle(book, row, Answer("unsubscribed"))
            elif mail is None:
                _settle(book, row, Answer("failed", "không còn thư đã lưu của bản này"))
            elif fault := _fault(row.recipient):
                _settle(book, row, Answer("refused", fault))
            else:
                _try(book, home, row, mail, post, line)


def _try(book: Journal, home: Home, row: Delivery, mail: Mail, post: Post, line: Line | None) -> None:
    channel = "smtp" if line else "outbox"
    claim = replace(row, channel=channel, claimed_at=datetime.now(UTC), attempts=row.attempts + 1, retry_at=None)
    book.note("claim", claim)
    date = datetime.now(UTC)
    message = build(mail, post.head, recipient=row.recipient, date=date, desk=row.desk, name=row.message_id).as_bytes()
    if line is None:
        # The name is the recipient's alone, so writing it twice is still one mail.
        write(home.outbox / _file_name(row.digest_id, row.recipient), message)
        _settle(book, claim, Answer("written"))
        return
    content = post.signer.sign(message) if post.signer else message
    mark = message_mark(row.digest_id, row.recipient)
    answer = line.send(Letter(content, row.recipient, mark, partial(book.note, "content", claim)))
    _settle(book, claim, answer, post.patience.pauses)


def _settle(book: Journal, row: Delivery, answer: Answer, pauses: Sequence[timedelta] = ()) -> None:
    at = datetime.now(UTC)
    done = replace(row, status=answer.status, reason=answer.reason, sent_at=at if answer.status in ARRIVED else None)
    book.note("result", put_off(done, at, pauses) if answer.status == "deferred" else done)


def _wait(home: Home, keys: Sequence[Key], post: Post, naming: str) -> dict[Key, Delivery]:
    """Try what was put off again while the patience of this run lasts; gives the last state of everything."""
    until = datetime.now(UTC) + post.patience.wait
    while True:
        known = read(path_of(home), naming=naming)
        due = [known[key].retry_at or until for key in keys if known[key].status == "deferred"]
        if not due or min(due) >= until:
            return known
        time.sleep(max(0.0, (min(due) - datetime.now(UTC)).total_seconds()))
        with journal(path_of(home), naming=naming) as book:
            now = datetime.now(UTC)
            rows = (book.deliveries[key] for key in keys)
            _deliver(book, home, [row.key for row in rows if row.status == "deferred" and is_due(row, now)], post)


def _fault(recipient: str) -> str | None:
    try:
        check_address(recipient)
    except AddressError as error:
        return str(error)
    return None


def _served(deliveries: Mapping[Key, Delivery], digest_id: str) -> bool:
    states = (one.status for (digest, _), one in deliveries.items() if digest == digest_id)
    return any(status in ARRIVED or status in ("uncertain", "bounced") for status in states)


def _file_name(digest_id: str, recipient: str) -> str:
    name = quote(recipient, safe="@+")
    if len(name) > MAX_NAME_BYTES:
        name = hashlib.sha256(recipient.encode()).hexdigest()
    return f"{digest_id}-{name}.eml"
