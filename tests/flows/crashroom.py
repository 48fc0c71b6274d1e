"""Senders that die at any step and servers that fail at any reply, for counting what arrived how often."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.flows.mailroom import Office

CHECKOUT = Path(__file__).resolve().parents[2]
SLOW_S = 0.6  # longer than the sender's patience

# Waits for one JSON line a command, forks, and dies in the child at the n-th call into, or return from, the code that
# keeps books and talks to servers: Python's and C's, so that every write to the disk and to the socket is such a step.
NURSERY = """
import json, os, signal, sys
from datetime import timedelta
from pathlib import Path
from flows.home import open_home
from flows.message import Letterhead
from flows.outbox import Parcel, Post, hand_out
from flows.retry import Patience
from flows.smtp import SmtpSettings
from flows.view import Mail

WATCHED = "flows/outbox flows/deliveries flows/appendfile flows/kept flows/wholefile flows/smtp smtplib".split()
SENDER = "diem-tin@congdoan.example"

def hand(order):
    smtp = SmtpSettings("127.0.0.1", order["port"], SENDER, starttls=False, timeout_s=0.4, verdict_s=0.4)
    post = Post(Letterhead(SENDER), smtp if order["port"] else None, None, Patience((timedelta(0),)))
    mails = [Mail(digest, "Điểm tin", "tin\\n", "<p>tin</p>\\n") for digest in order["digests"]]
    parcels = [Parcel(mail.digest_id, "ban", tuple(order["readers"]), mail) for mail in mails]
    return hand_out(open_home(Path(order["home"])), parcels, post)

def child(order, answer):
    seen = 0
    def watch(frame, event, arg):
        nonlocal seen
        if any(name in frame.f_code.co_filename for name in WATCHED):
            seen += 1
            if seen == order["point"]:
                os.kill(os.getpid(), signal.SIGKILL)
    if order["point"] or order["count"]:
        sys.setprofile(watch)
    states = [[one.digest_id, one.recipient, one.status] for one in hand(order)]
    sys.setprofile(None)
    os.write(answer, json.dumps({"states": states, "steps": seen}).encode())

for line in sys.stdin:
    order = json.loads(line)
    out, answer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(order, answer)
        finally:
            os._exit(0)
    os.close(answer)
    said = b""
    while part := os.read(out, 65536):
        said += part
    os.close(out)
    os.waitpid(pid, 0)
    print(said.decode() or "null", flush=True)
"""


class Nursery:
    """Runs senders, each in a process of its own forked from one that has its imports done."""

    def __init__(self) -> None:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen([sys.executable, "-c", NURSERY], cwd=CHECKOUT, text=True, **pipes)

    def send(self, home: Path, port: int, digests: list[str], readers: list[str], point: int | None = 0) -> Any:
        """Hand the digests to the readers, dying at step `point` (0: never, None: only count); None of the dead."""
        order = {"home": str(home), "port": port, "digests": digests, "readers": readers}
        order |= {"point": point or 0, "count": point is None}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=10)


@dataclass
class Script:
    """What goes wrong: at the n-th reply of the server (1: its greeting), in one of the ways of FAULTS."""

    faults: dict[int, str] = field(default_factory=dict)
    replies: int = 0
    greetings: int = 0  # how many of them come before the first mail


# drop: the line is cut in place of the reply; lose: the same, and what was sent is not kept; half: cut inside the
# reply; after: cut behind it; slow: the reply comes too late; the others are said in place of it
FAULTS = ("drop", "lose", "half", "after", "slow", "421 closing", "451 later", "550 no", "xyz")
_NOT_TAKEN = ("lose", "421 closing", "451 later", "550 no")


class _Ledger:
    """Takes every mail, once the reply that says so is on its way."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []  # digest, reader

    async def handle_DATA(self, server: "_ScriptedSMTP", session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the content until the reply is sent."""
        content = envelope.content
        assert isinstance(content, bytes)
        digest = message_from_bytes(content)["X-Digest-Id"]
        server.pending = [(digest, reader) for reader in envelope.rcpt_tos]
        return "250 OK"


class _ScriptedSMTP(SMTP):
    def __init__(self, ledger: _Ledger, script: Script, **options: Any) -> None:
        super().__init__(ledger, **options)
        self._ledger, self._script = ledger, script
        self.pending: list[tuple[str, str]] = []

    async def push(self, status: Any) -> None:
        self._script.replies += 1
        fault = self._script.faults.get(self._script.replies, "")
        if fault not in _NOT_TAKEN:
            self._ledger.received += self.pending
        self.pending = []
        await self._reply(status, fault)

    async def _reply(self, status: Any, fault: str) -> None:
        transport: Any = self.transport
        if fault in ("drop", "lose"):
            transport.abort()
            return
        if fault == "half":
            transport.write(b"25")
        if fault == "slow":
            await asyncio.sleep(SLOW_S)
        if fault != "half":
            await super().push(fault if " " in fault or fault == "xyz" else status)
        if fault in ("half", "after", "421 closing"):
            transport.close()


class _ScriptedOffice(Office):
    def __init__(self, ledger: _Ledger, script: Script) -> None:
        self._ledger, self._script = ledger, script
        self._servers: list[_ScriptedSMTP] = []
        super().__init__(ledger, hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        self._servers.append(_ScriptedSMTP(self._ledger, self._script, **self.SMTP_kwargs))
        return self._servers[-1]

    def stop(self, no_assert: bool = False) -> None:
        """Hang up on everybody first: senders died without a goodbye."""
        for server in self._servers:
            transport: Any = server.transport
            if transport is not None:
                self.loop.call_soon_threadsafe(transport.abort)
        super().stop(no_assert)


@contextmanager
def scripted_office() -> Iterator[tuple[int, Script, list[tuple[str, str]]]]:
    """A running server that fails by its script; gives port, script and what it took: fill and empty both at will."""
    ledger, script = _Ledger(), Script()
    controller = _ScriptedOffice(ledger, script)
    controller.start()
    try:
        yield controller.port, script, ledger.received
    finally:
        controller.stop()


def power_cut(journal: Path) -> None:
    """Tear the last line of a journal if nobody had waited for the disk to have it."""
    content = journal.read_bytes() if journal.is_file() else b""
    last = content.rstrip(b"\n").rpartition(b"\n")[2]
    if last.startswith(b'{"event": "claim"'):
        journal.write_bytes(content[: len(content) - len(last) // 2])
