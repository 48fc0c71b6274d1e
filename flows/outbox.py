"""The way of a digest to its readers: kept as composed, then delivered exactly once to each recipient."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from flows import smtp as wire
from flows.deliveries import ARRIVED, SETTLED, Delivery, Journal, journal, read
from flows.home import Home
from flows.message import AddressError, build, check_address, message_id, parse
from flows.secretfile import read_secret
from flows.settings import Settings
from flows.smtp import Answer, SmtpSettings
from flows.view import Mail
from flows.wholefile import write_whole
from warehouse import store
from warehouse.db import Connection

DEFAULT_SENDER = "diem-tin@localhost"
MAX_NAME_BYTES = 200  # file systems take 255; the digest id and `.eml` need room


class OutboxError(Exception):
    """A mail can't be kept or the settings can't be used; the message names the file."""


def smtp_of(settings: Settings) -> SmtpSettings | None:
    """How to reach the mail server, None without one; SecretError when others may read the password file."""
    if not settings.smtp_host:
        return None
    password = read_secret(settings.smtp_password_file) if settings.smtp_password_file else None
    return SmtpSettings(
        settings.smtp_host,
        settings.smtp_port,
        settings.mail_from,
        settings.smtp_user,
        password,
        settings.smtp_starttls,
    )


def keep_mail(mail: Mail, digest_id: str, home: Home, *, sender: str = DEFAULT_SENDER) -> Path:
    """Keep a digest as `digests/<id>.eml`, `.html` and `.txt`; gives the .eml.

    Once anybody was served the files stay as they were.
    """
    path = home.digests / f"{digest_id}.eml"
    with journal(_journal_path(home)) as book:
        if path.is_file() and _served(book, digest_id):
            return path
        return _keep(mail, path, sender)


def deliver(
    mail: Mail,
    recipient: str,
    home: Home,
    smtp: SmtpSettings | None,
    *,
    sender: str = DEFAULT_SENDER,
    force: bool = False,
) -> Delivery:
    """Bring a digest to one recipient, exactly once: by SMTP, or into `outbox/` without it.

    A digest that arrived is not sent again; nor is one that was refused or may have arrived, unless `force`.
    What is sent is the kept mail, if any. `sender` is for the outbox folder; SMTP settings bring their own.
    """
    origin = smtp.sender if smtp else sender
    blank = Delivery(
        mail.digest_id,
        recipient,
        message_id(mail.digest_id, recipient, origin),
        "refused",
        "smtp" if smtp else "outbox",
        claimed_at=datetime.now(UTC),
    )
    with journal(_journal_path(home)) as book:
        known = book.deliveries.get((mail.digest_id, recipient))
        if known and (known.status in ARRIVED or (known.status in SETTLED and not force)):
            return known
        try:
            check_address(recipient)
        except AddressError as error:
            return _settle(book, blank, Answer("refused", str(error)))
        book.note("claim", blank)
        message = build(
            _kept(mail, home, origin), sender=origin, recipient=recipient, date=datetime.now(UTC)
        ).as_bytes()
        return _hand_over(book, blank, message, home, smtp)


def deliver_all(
    mail: Mail,
    recipients: Iterable[str],
    home: Home,
    smtp: SmtpSettings | None,
    *,
    sender: str = DEFAULT_SENDER,
) -> list[Delivery]:
    """Deliver to every recipient (each once, in order); one that fails stops no other."""
    return [deliver(mail, to, home, smtp, sender=sender) for to in dict.fromkeys(recipients)]


def is_served(home: Home, digest_id: str) -> bool:
    """Whether a digest reached anybody, or may have."""
    with journal(_journal_path(home)) as book:
        return _served(book, digest_id)


def load_deliveries(con: Connection, home: Home) -> int:
    """Replace core.deliveries by what the journal says; gives the number of rows."""
    deliveries = list(read(_journal_path(home)).values())
    store.replace(con, "core.deliveries", deliveries, {})
    return len(deliveries)


def _hand_over(book: Journal, claim: Delivery, message: bytes, home: Home, smtp: SmtpSettings | None) -> Delivery:
    if smtp is None:
        # The name is the recipient's alone, so writing it twice is still one mail.
        _write(home.outbox / _file_name(claim.digest_id, claim.recipient), message)
        return _settle(book, claim, Answer("written"))
    note = partial(book.note, "content", claim)
    with wire.sending(message, claim.recipient, smtp, before_content=note) as answer:
        return _settle(book, claim, answer)


def _settle(book: Journal, claim: Delivery, answer: Answer) -> Delivery:
    sent_at = datetime.now(UTC) if answer.status in ARRIVED else None
    delivery = replace(claim, status=answer.status, reason=answer.reason, sent_at=sent_at)
    book.note("result", delivery)
    return delivery


def _served(book: Journal, digest_id: str) -> bool:
    states = (delivery.status for (digest, _), delivery in book.deliveries.items() if digest == digest_id)
    return any(status in ARRIVED or status == "uncertain" for status in states)


def _keep(mail: Mail, path: Path, sender: str) -> Path:
    message = build(mail, sender=sender, recipient=None, date=datetime.now(UTC))
    _write(path.with_suffix(".html"), mail.html.encode())
    _write(path.with_suffix(".txt"), mail.text.encode())
    _write(path, message.as_bytes())
    return path


def _kept(mail: Mail, home: Home, sender: str) -> Mail:
    """The mail as every reader gets it; what is sent is kept first."""
    path = home.digests / f"{mail.digest_id}.eml"
    try:
        return parse((path if path.is_file() else _keep(mail, path, sender)).read_bytes())
    except ValueError as error:
        raise OutboxError(f"{path}: {error}") from error


def _file_name(digest_id: str, recipient: str) -> str:
    name = quote(recipient, safe="@+")
    if len(name) > MAX_NAME_BYTES:
        name = hashlib.sha256(recipient.encode()).hexdigest()
    return f"{digest_id}-{name}.eml"


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise OutboxError(f"cannot write {path}: {error.strerror}") from error


def _journal_path(home: Home) -> Path:
    return home.root / "sent" / "deliveries.jsonl"
