"""Who may use the editor's desk: a token in a file, sessions in memory, and what every request must look like; pure."""

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows.home import Home

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SESSION_LASTS = timedelta(hours=12)  # a working day; then the link is opened again
MAX_SESSIONS = 100
MAX_BODY = 256 * 1024  # bytes of a form; the longest, with all labels of one article, has about 8 KB
COOKIE = "diemtin_desk"
# Everything from here, scripts only as files; the mail's preview has stricter rules of its own (PREVIEW_POLICY).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "connect-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers hide the origin of our own forms, too
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@dataclass(slots=True)
class Session:
    """One browser that showed the token: its CSRF token and what it is to be told on the next page."""

    csrf: str
    begun_at: datetime
    messages: list[str] = field(default_factory=list)

    def may_write(self, csrf: str) -> bool:
        """Whether a form was made by a page of this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode())

    def take_messages(self) -> list[str]:
        """What was left to be told; told once."""
        told, self.messages = self.messages, []
        return told


class Door:
    """The sessions of a running desk; they end with it, and twelve hours after they began."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._sessions: dict[str, Session] = {}

    def enter(self, token: str, now: datetime) -> str | None:
        """Begin a session with the right token and give its id; None with any other."""
        if not hmac.compare_digest(self._token.encode(), token.encode()):
            return None
        self._forget_old(now)
        session_id = secrets.token_urlsafe(32)
        self._sessions[session_id] = Session(secrets.token_urlsafe(32), now)
        return session_id

    def find(self, session_id: str | None, now: datetime) -> Session | None:
        """The session of a cookie, None when there is none (any more)."""
        session = self._sessions.get(session_id or "")
        return session if session and now - session.begun_at < SESSION_LASTS else None

    def leave(self, session_id: str | None) -> None:
        """End a session."""
        self._sessions.pop(session_id or "", None)

    def _forget_old(self, now: datetime) -> None:
        live = [(key, one) for key, one in self._sessions.items() if now - one.begun_at < SESSION_LASTS]
        self._sessions = dict(live[-(MAX_SESSIONS - 1) :])


def new_token(home: Home) -> str:
    """A fresh token, kept in `desk-token` for its owner's eyes only: links of earlier starts lead nowhere."""
    token = secrets.token_urlsafe(32)
    path = home.root / "desk-token"
    path.unlink(missing_ok=True)  # a file that was there keeps its mode
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(token + "\n")
    return token


def refusal(method: str, headers: Mapping[str, str], names: frozenset[str]) -> tuple[int, str] | None:
    """Why a request is turned away before anything is done (status, words), None when it may go on.

    `names` are the host names of this desk: another in `Host` is a page that made its own name lead here (DNS
    rebinding); another in `Origin` is a form of a foreign page.
    """
    if host_of(headers.get("host", "")) not in names:
        return 421, "Bàn biên tập không mang tên này."
    if method in ("GET", "HEAD"):
        return None
    if method != "POST":
        return 405, "Không có cách này."
    origin = headers.get("origin")
    if origin not in (None, "null") and urlsplit(str(origin)).netloc != headers.get("host"):
        return 403, "Biểu mẫu đến từ trang khác."
    if origin == "null" or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return 403, "Biểu mẫu đến từ trang khác."
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()):
        return 411, "Thiếu độ dài của biểu mẫu."
    return (413, "Biểu mẫu quá lớn.") if int(length) > MAX_BODY else None


def host_of(header: str) -> str:
    """The host name in a `Host` header, without port and brackets, in lower case; "" for what is more than a host."""
    if set(header) & set("@/\\?#"):  # an address would go on behind them, or have begun before
        return ""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""
