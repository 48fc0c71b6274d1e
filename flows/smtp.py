"""One mail over SMTP, one transaction a recipient, with an answer that says whether it may have arrived."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

IMPLICIT_TLS_PORT = 465
_BARE_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """How to reach the mail server; `context` is for sites with their own certificate authority."""

    host: str
    port: int = 587
    sender: str = "diem-tin@localhost"
    user: str | None = None
    password: str | None = None
    starttls: bool = True
    timeout_s: float = 30.0
    context: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a transaction: sent, deferred (try later), refused (5xx), uncertain (cut meanwhile)."""

    status: str
    reason: str | None = None


@contextmanager
def sending(
    content: bytes, recipient: str, settings: SmtpSettings, *, before_content: Callable[[], None]
) -> Iterator[Answer]:
    """Send one message and give the answer while the connection is open, so that it is noted before goodbye.

    `before_content` is called when the server has agreed to take the content and before a byte of it leaves:
    a process that dies earlier has surely sent nothing.
    """
    try:
        server = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        yield Answer("deferred", _said(error))
        return
    try:
        yield _transact(server, content, recipient, settings, before_content)
    finally:
        _leave(server)


def _connect(settings: SmtpSettings) -> smtplib.SMTP:
    context = settings.context or ssl.create_default_context()
    if settings.port == IMPLICIT_TLS_PORT:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=settings.timeout_s, context=context
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout_s)
    try:
        server.ehlo_or_helo_if_needed()
        if settings.starttls and settings.port != IMPLICIT_TLS_PORT:
            server.starttls(context=context)
            server.ehlo()
        if settings.user:
            server.login(settings.user, settings.password or "")
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _transact(
    server: smtplib.SMTP,
    content: bytes,
    recipient: str,
    settings: SmtpSettings,
    before_content: Callable[[], None],
) -> Answer:
    try:
        refusal = _envelope(server, recipient, settings)
    except (OSError, smtplib.SMTPException) as error:
        return Answer("deferred", _said(error))
    if refusal:
        return refusal
    before_content()
    try:
        server.send(_wire(content))
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Answer("uncertain", _said(error))
    return Answer("sent", _reply(code, words)) if code == 250 else _judge(code, words)


def _envelope(server: smtplib.SMTP, recipient: str, settings: SmtpSettings) -> Answer | None:
    """Everything before the content; None when the server waits for it."""
    code, words = server.mail(settings.sender)
    if code != 250:
        return Answer("deferred", _reply(code, words))  # about the sender or the server, not about this recipient
    code, words = server.rcpt(recipient)
    if code not in (250, 251):
        return _judge(code, words)
    code, words = server.docmd("DATA")
    return None if code == 354 else _judge(code, words)


def _judge(code: int, words: bytes) -> Answer:
    return Answer("refused" if 500 <= code < 600 else "deferred", _reply(code, words))


def _wire(content: bytes) -> bytes:
    """The content as RFC 5321 wants it: CRLF line ends, leading dots doubled, a lone dot at the end."""
    lines = b"\r\n".join(content.splitlines())
    return _BARE_DOT.sub(b"..", lines) + b"\r\n.\r\n"


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; the answer is already known, so a rude ending changes nothing."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _reply(code: int, words: bytes) -> str:
    return f"{code} {words.decode(errors='replace')}".replace("\n", " ")[:300]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _reply(error.smtp_code, said if isinstance(said, bytes) else str(said).encode())
    return f"{type(error).__name__}: {error}".replace("\n", " ")[:300]
