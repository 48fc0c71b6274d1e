"""Real SMTP servers on loopback that accept, refuse, or die, and remember what they were given."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from flows.smtp import SmtpSettings


@dataclass
class Postman:
    """Takes mail for everybody but those named; `on_content` may end things when the content has come in."""

    refused: dict[str, str] = field(default_factory=dict)  # recipient → reply to RCPT
    reply: str = "250 OK"
    on_content: Callable[[SMTP], None] | None = None
    received: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer one recipient."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the content, or end."""
        if self.on_content:
            self.on_content(server)
            await asyncio.sleep(0.05)
        if self.reply.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.received += [(address, content) for address in envelope.rcpt_tos]
        return self.reply


def hang_up(server: SMTP) -> None:
    """Cut the connection without an answer."""
    transport: Any = server.transport
    transport.abort()


class Office(Controller):
    """A controller on whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post_office(postman: Postman, **options: Any) -> Iterator[SmtpSettings]:
    """A running server; gives how to reach it."""
    controller = Office(postman, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield SmtpSettings("127.0.0.1", controller.port, "diem-tin@congdoan.example", starttls=False, timeout_s=5)
    finally:
        controller.stop()
