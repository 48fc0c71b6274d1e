"""Mails over SMTP, one transaction a recipient, with an answer that says whether it may have arrived."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from flows.wording import one_line

IMPLICIT_TLS_PORT = 465
MAX_CUTS = 3  # in a row, then the rest of a round waits: a dead server must not cost its time-out for every reader
_BARE_DOT = re.compile(rb"(?m)^\.")
_LAST_DOT = b".\r\n"


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """How to reach the mail server; `context` is for sites with their own certificate authority.

    After the last dot the server may think for ten minutes (RFC 5321, 4.5.3.2.6): giving up earlier makes doubt.
    """

    host: str
    port: int = 587
    sender: str = "diem-tin@localhost"
    user: str | None = None
    password: str | None = None
    starttls: bool = True
    timeout_s: float = 30.0
    context: ssl.SSLContext | None = None
    verdict_s: float = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a transaction: sent, deferred (try later), refused (5xx), uncertain (cut behind the last dot)."""

    status: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one recipient; `mark` (letters and digits) is what a delivery report may name it by.

    `before_dot` is called when all but the last dot has left: a process that dies earlier has surely sent nothing.
    """

    content: bytes
    recipient: str
    mark: str
    before_dot: Callable[[], None]


class _CutError(Exception):
    """The connection is of no more use; `greeted` says whether the server had answered anything to this letter."""

    def __init__(self, answer: Answer, *, greeted: bool = True) -> None:
        super().__init__(answer.reason)
        self.answer, self.greeted = answer, greeted


class Line:
    """The way to the mail server: one connection for letter after letter, made anew when it broke; used in a `with`.

    After MAX_CUTS cuts in a row, or when the server can't be reached at all, every further letter is deferred.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._cuts = 0
        self._dead: Answer | None = None

    def __enter__(self) -> Self:
        """Nothing is connected before the first letter."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Say goodbye; every answer is known, so a rude ending changes nothing."""
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
        self._drop()

    def send(self, letter: Letter) -> Answer:
        """Send one letter and say what became of it."""
        if self._dead:
            return self._dead
        used = self._server is not None
        try:
            answer = _transact(self._connected(), letter, self._settings)
        except _CutError as cut:
            self._drop()
            if used and not cut.greeted:  # it had closed a connection that it found too old, or too busy
                return self.send(letter)
            self._cuts += 1
            self._dead = Answer("deferred", cut.answer.reason) if self._cuts >= MAX_CUTS else None
            return cut.answer
        except (OSError, smtplib.SMTPException) as error:  # no connection, no encryption, no login
            self._dead = Answer("deferred", _said(error))
            return self._dead
        self._cuts = 0
        if answer.status != "sent":
            self._clear()
        return answer

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = _connect(self._settings)
        return self._server

    def _clear(self) -> None:
        """Make the server forget a transaction that it did not take."""
        try:
            if self._connected().rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _connect(settings: SmtpSettings) -> smtplib.SMTP:
    context = settings.context or ssl.create_default_context()
    if settings.port == IMPLICIT_TLS_PORT:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=settings.timeout_s, context=context
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout_s)
    try:
        # the last dot leaves apart from the content, and must not wait for the content's receipt (40 ms a mail)
        _socket(server).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.ehlo_or_helo_if_needed()
        if settings.starttls and settings.port != IMPLICIT_TLS_PORT:
            server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
        if settings.user:
            server.login(settings.user, settings.password or "")
    except UnicodeError as error:
        server.close()
        raise smtplib.SMTPException("the server's name for us and its password must be plain ASCII") from error
    except smtplib.SMTPAuthenticationError as error:  # the server's own words may hold the password
        server.close()
        raise smtplib.SMTPAuthenticationError(error.smtp_code, "the server refuses our name and password") from error
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _transact(server: smtplib.SMTP, letter: Letter, settings: SmtpSettings) -> Answer:
    """The whole dialogue of one letter; _CutError when the connection ends in it."""
    if refusal := _envelope(server, letter, settings):
        return refusal
    try:
        server.send(_wire(letter.content))
        spoken = _has_spoken(server)
        _socket(server).settimeout(settings.verdict_s)
        if spoken:
            raise _CutError(Answer("deferred", "the server broke off before the end of the content"))
    except (OSError, smtplib.SMTPException) as error:
        raise _CutError(Answer("deferred", _said(error))) from error
    letter.before_dot()
    try:
        server.send(_LAST_DOT)
        code, words = server.getreply()
        _socket(server).settimeout(settings.timeout_s)
    except (OSError, smtplib.SMTPException) as error:
        raise _CutError(Answer("uncertain", _said(error))) from error
    return _verdict(code, words)


def _envelope(server: smtplib.SMTP, letter: Letter, settings: SmtpSettings) -> Answer | None:
    """Everything before the content; None when the server waits for it."""
    greeted, dsn = False, server.has_extn("dsn")
    try:
        code, words = server.mail(settings.sender, [f"ENVID={letter.mark}", "RET=HDRS"] if dsn else [])
        if 400 <= code < 600 and code != 421:
            return Answer("deferred", _reply(code, words))  # about the sender or the server, not about this recipient
        greeted = code == 250
        if greeted:
            code, words = server.rcpt(letter.recipient, ["NOTIFY=FAILURE,DELAY"] if dsn else [])
        if code in (250, 251):
            code, words = server.docmd("DATA")
    except (OSError, smtplib.SMTPException) as error:
        raise _CutError(Answer("deferred", _said(error)), greeted=greeted) from error
    if code == 354:
        return None
    if 400 <= code < 600 and code != 421:
        return _judge(code, words)
    raise _CutError(Answer("deferred", _reply(code, words)), greeted=greeted)  # it leaves, or the talk is out of step


def _verdict(code: int, words: bytes) -> Answer:
    """What the server's word after the last dot means."""
    if code == 421:  # "closing, and I have not taken it"
        raise _CutError(Answer("deferred", _reply(code, words)))
    if 400 <= code < 600:
        return _judge(code, words)
    if not 200 <= code < 300:  # no answer to a dot: it may have taken the letter
        raise _CutError(Answer("uncertain", _reply(code, words)))
    return Answer("sent", _reply(code, words))


def _judge(code: int, words: bytes) -> Answer:
    return Answer("refused" if 500 <= code < 600 else "deferred", _reply(code, words))


def _has_spoken(server: smtplib.SMTP) -> bool:
    """Whether the server says something, or hung up, while it should listen; records of TLS itself don't count."""
    connection = _socket(server)
    connection.setblocking(False)
    try:
        connection.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    return True


def _socket(server: smtplib.SMTP) -> socket.socket:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    return server.sock


def _wire(content: bytes) -> bytes:
    """The content as RFC 5321 wants it, without the last dot: CRLF line ends, leading dots doubled."""
    lines = b"\r\n".join(content.splitlines())
    return _BARE_DOT.sub(b"..", lines) + b"\r\n"


def _reply(code: int, words: bytes) -> str:
    return one_line(f"{code} {words.decode(errors='replace')}"[:300])


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _reply(error.smtp_code, said if isinstance(said, bytes) else str(said).encode())
    return one_line(f"{type(error).__name__}: {error}"[:300])
