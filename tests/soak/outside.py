"""The world outside, in a process of its own: a press web behind a proxy and a mail server, by the soak's clock."""

import gzip
import mmap
import os
import struct
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.flows.mailroom import Postman, hang_up, post_office
from tests.replay import NOT_FOUND, ReplayServer, Reply, Seen
from tests.soak import press
from tests.soak.faults import Faults, faults_of

_RSS = ("Content-Type", "application/rss+xml; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Outside:
    """The running world: ports, the clock that it reads, the file in which it notes mails."""

    press: int
    post: int
    received: Path
    _clock: mmap.mmap

    def set_clock(self, at: datetime) -> None:
        """It is `at` (aware) from now on."""
        self._clock[:8] = struct.pack("q", int(at.timestamp()))

    def mails(self) -> Counter[tuple[str, str]]:
        """How often each (digest, reader) came in."""
        lines = self.received.read_text().splitlines() if self.received.is_file() else []
        return Counter((digest, reader) for digest, _, reader in (line.partition("\t") for line in lines))


@contextmanager
def outside(folder: Path) -> Iterator[Outside]:
    """Start the world; it ends with the block, or with this process."""
    clock = mmap.mmap(-1, 8)
    told, tell = os.pipe()
    stay, leave = os.pipe()
    received = folder / "received.txt"
    child = os.fork()
    if child == 0:
        os.close(leave)
        _live(clock, received, tell, stay)
    os.close(tell)
    os.close(stay)
    with os.fdopen(told, "rb") as ports:
        web, mail = map(int, ports.read().split())
    try:
        yield Outside(web, mail, received, clock)
    finally:
        os.close(leave)
        os.waitpid(child, 0)


def _live(clock: mmap.mmap, received: Path, tell: int, stay: int) -> None:
    """Serve until the other end of `stay` is closed."""
    with _Press(clock) as web, post_office(_Post(clock, received)) as mail:
        os.write(tell, f"{web.address.rpartition(':')[2]} {mail.port}".encode())
        os.close(tell)
        os.read(stay, 1)
    os._exit(0)


def _now(clock: mmap.mmap) -> datetime:
    return datetime.fromtimestamp(struct.unpack("q", clock[:8])[0], UTC)


def _faults(clock: mmap.mmap) -> Faults:
    return faults_of(_now(clock).replace(minute=0, second=0))


class _Press(ReplayServer):
    """Answers by the clock; keeps no log."""

    def __init__(self, clock: mmap.mmap) -> None:
        super().__init__()
        self._clock = clock

    def arrive(self, url: str, headers: dict[str, str]) -> tuple[Seen, Reply]:
        return Seen(0.0, url, headers, 1), answer(url, headers, _now(self._clock), _faults(self._clock))

    def leave(self, seen: Seen) -> None:
        """Nothing was counted."""


def answer(url: str, headers: dict[str, str], at: datetime, faults: Faults) -> Reply:
    """What the web says at a moment."""
    outlet = url.split("/")[2].removesuffix(".example")
    if outlet not in press.OUTLETS or url.endswith("/robots.txt"):
        return NOT_FOUND
    if url.endswith("/rss/home.rss"):
        good = _feed(outlet, headers, min(at, faults.frozen.get(outlet, at)))
    else:
        piece = press.find(url, at)
        good = NOT_FOUND if piece is None else Reply(body=press.page(piece))
    return _spoiled(good, faults.press.get(outlet, ""))


def _feed(outlet: str, headers: dict[str, str], at: datetime) -> Reply:
    body = press.feed(outlet, at)
    mark = f'"{sha256(body).hexdigest()[:16]}"'
    if headers.get("if-none-match") == mark:
        return Reply(304, headers=(("ETag", mark),))
    return Reply(body=body, headers=(_RSS, ("ETag", mark)))


def _spoiled(good: Reply, fault: str) -> Reply:
    match fault:
        case "5xx":
            return Reply(503, b"busy")
        case "4xx":
            return Reply(403, b"no")
        case "drop":
            return Reply(drop="before")
        case "midway":
            return Reply(good.status, good.body, good.headers, drop="midway")
        case "slow":
            return Reply(good.status, good.body, good.headers, delay_s=2.0)
        case "garbage":
            return Reply(200, gzip.compress(good.body)[:40], good.headers)
    return good


class _Post(Postman):
    """Notes what comes in, and fails by the hour's fault: for the first half of the mails only."""

    def __init__(self, clock: mmap.mmap, received: Path) -> None:
        super().__init__()
        self._clock, self._received, self._mails = clock, received, 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the content, or don't."""
        self._mails += 1
        fault = _faults(self._clock).mail if self._mails % 2 else ""
        if fault in ("", "drop"):
            self._note(envelope)
        if fault in ("drop", "lose"):
            hang_up(server)
        return fault if " " in fault else "250 OK"

    def _note(self, envelope: Envelope) -> None:
        content: Any = envelope.content
        digest = message_from_bytes(content)["X-Digest-Id"]
        with self._received.open("a") as out:
            out.writelines(f"{digest}\t{reader}\n" for reader in envelope.rcpt_tos)
