"""Mails that came to the sender's address, from wherever they lie, and what follows from them."""

import mailbox
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from flows.bounces import Report, leaving_token, reports
from flows.deliveries import Delivery, Journal, journal
from flows.home import Home
from flows.leaving import TokenError
from flows.outbox import path_of
from flows.unsubscribe import unsubscribe

STDIN = "-"
BOUNCE_DAYS = 7  # a report that names no mail of ours is about the last one to its reader, if it is that young


@dataclass(frozen=True, slots=True)
class Finding:
    """What one mail was: `kind` bounced, delayed, delivered, left, known (heard before), unknown, other."""

    name: str
    kind: str
    about: str = ""


def mails(path: Path, stdin: BinaryIO | None = None, *, since: datetime | None = None) -> Iterator[tuple[str, bytes]]:
    """Name and content of every mail of a Maildir, an mbox, a folder, one file, or `-`; OSError as it comes.

    Of a Maildir or folder only the files that came after `since` (aware), without it all.
    """
    if str(path) == STDIN:
        yield STDIN, (stdin or sys.stdin.buffer).read()
    elif path.is_dir() and (path / "cur").is_dir():
        for part in ("new", "cur"):
            yield from _files(path / part, since)
    elif path.is_dir():
        yield from _files(path, since)
    else:
        yield from _in_file(path)


def take_in(home: Home, incoming: Iterable[tuple[str, bytes]]) -> list[Finding]:
    """Note every bounce in the journal and every departure in its file; hearing one twice changes nothing."""
    findings, told = [], []
    for name, content in incoming:
        if token := leaving_token(content):
            findings.append(_leave(home, name, token))
        elif found := reports(content):
            told += [(name, report) for report in found]
        else:
            findings.append(Finding(name, "other"))
    return [*findings, *(_come_back(home, told) if told else ())]


def _in_file(path: Path) -> Iterator[tuple[str, bytes]]:
    content = path.read_bytes()
    if not content.startswith(b"From "):
        yield path.name, content
        return
    with_from = mailbox.mbox(path, create=False)
    yield from ((f"{path.name}:{key}", with_from.get_bytes(key)) for key in with_from.keys())  # noqa: SIM118
    with_from.close()


def _files(folder: Path, since: datetime | None) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(".") and _is_young(path, since):
            yield path.name, path.read_bytes()


def _is_young(path: Path, since: datetime | None) -> bool:
    return since is None or path.stat().st_mtime >= since.timestamp()


def _leave(home: Home, name: str, token: str) -> Finding:
    try:
        said = unsubscribe(home, token, way="mail")
    except TokenError as error:
        return Finding(name, "unknown", str(error))
    return Finding(name, "left", f"{said.recipient} ({said.desk})")


def _come_back(home: Home, told: Iterable[tuple[str, Report]]) -> list[Finding]:
    findings = []
    with journal(path_of(home)) as book:
        keys = {row.message_id[1:33]: row.key for row in book.deliveries.values()}
        for name, report in told:
            key = next((keys[mark] for mark in report.marks if mark in keys), None) or _last_to(book, report)
            if key is None:
                findings.append(Finding(name, "unknown", f"{report.recipient or '?'}: {report.reason}"))
                continue
            row = book.deliveries[key]
            after = _after(row, report)
            if after != row:
                book.note("bounce", after)
            kind = report.action if report.action != "failed" else "bounced"
            kind = kind if after != row or kind == "delayed" else "known"
            findings.append(Finding(name, kind, f"{row.recipient}, {row.digest_id}: {report.reason}"))
    return findings


def _last_to(book: Journal, report: Report) -> tuple[str, str] | None:
    """The last delivery to the reader of a report that names no mail of ours."""
    since = (report.at or datetime.now(UTC)) - timedelta(days=BOUNCE_DAYS)
    young = (
        row
        for row in book.deliveries.values()
        if row.recipient.lower() == (report.recipient or "").lower() and row.claimed_at and row.claimed_at > since
    )
    last = max(young, key=lambda row: row.claimed_at or since, default=None)
    return last.key if last else None


def _after(row: Delivery, report: Report) -> Delivery:
    """The delivery as the report leaves it; one about an earlier try than the last changes nothing."""
    if report.at and row.claimed_at and report.at < row.claimed_at - timedelta(minutes=5):
        return row
    if report.action == "failed" and row.status != "bounced":
        return replace(row, status="bounced", reason=report.reason, bounced_at=report.at or datetime.now(UTC))
    if report.action == "delivered" and row.status == "uncertain":
        return replace(row, status="sent", reason=f"báo nhận: {report.reason}".rstrip(": "), sent_at=report.at)
    return row
