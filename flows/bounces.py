"""What a mail that came to the sender's address says: which of our mails came back and why, or who leaves a list; pure.

Delivery reports are read as RFC 3464 has them (multipart/report, message/delivery-status), with or without the
original's headers; and in the forms of servers that write prose: qmail, Exim, Exchange, and whatever comes from a
mailer-daemon and quotes the Message-ID that only one reader's mail bears.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parsedate_to_datetime

from flows.leaving import SUBJECT, TOKEN
from flows.wording import clip

OUR_ID = re.compile(r"<([0-9a-f]{32})@[^<>\s]{1,255}>")
_ADDRESS = re.compile(r"(?<![A-Za-z0-9._%+'=/-])[A-Za-z0-9._%+'=/-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.@-])([45]\d\d)(?=[ -][^\d])")
_DAEMON = re.compile(r"(?i)^(mailer-daemon|postmaster|mail-daemon|bounce|no-?reply-?postmaster)\b")
_FAILED = re.compile(
    r"(?i)undeliver|delivery (status notification|.{0,20}fail)|fail\w* (notice|to deliver)|returned mail|"
    r"could not be delivered|wasn.t delivered|không (gửi|chuyển|phát) được"
)
MAX_WORDS = 240  # characters of a server's reason
MAX_PROSE = 20_000


@dataclass(frozen=True, slots=True)
class Report:
    """One recipient's fate in one report; one of the `marks` (32 hexadecimal digits) may be that of a mail of ours."""

    marks: tuple[str, ...]
    recipient: str | None
    action: str  # failed | delayed | delivered
    status: str | None  # as 5.1.1 (RFC 3463)
    words: str
    at: datetime | None  # when the report was written

    @property
    def reason(self) -> str:
        """Status and words in one line."""
        return " ".join(part for part in (self.status, self.words) if part)


def reports(content: bytes) -> tuple[Report, ...]:
    """The fates that a mail reports; none when it is no delivery report."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101 -- what the policy makes
    text = _all_text(message, content)
    fields = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if fields:
        return tuple(_structured(fields[0], text, _date(message)))
    return tuple(_prose(message, text)) if _is_from_a_daemon(message) else ()


def leaving_token(content: bytes) -> str | None:
    """The token of a mail that asks to get no more; only its subject counts, quoted mails hold others."""
    message = message_from_bytes(content, policy=default)
    subject = re.sub(r"\s+", " ", str(message["Subject"] or ""))
    found = TOKEN.search(subject) if SUBJECT in subject else None
    return found.group(1) if found else None


def _structured(part: Message, text: str, at: datetime | None) -> Iterator[Report]:
    groups = part.get_payload()
    about, *each = [one for one in groups if isinstance(one, Message)] if isinstance(groups, list) else [part]
    marks = (*_envelope_mark(about), *_marks(text))
    for fields in each or [about]:
        action = str(fields.get("Action", "failed")).strip().lower()
        recipient = _typed(fields.get("Final-Recipient")) or _typed(fields.get("Original-Recipient"))
        status = _STATUS.search(str(fields.get("Status", "")))
        words = _typed(fields.get("Diagnostic-Code")) or ""
        kind = {"relayed": "delivered", "expanded": "delivered"}.get(action, action)
        yield Report(marks, recipient, kind, status.group(1) if status else None, clip(words, MAX_WORDS), at)


def _prose(message: EmailMessage, text: str) -> Iterator[Report]:
    """A report in sentences: the failed address is named by a header, else by the text above our own mail."""
    said = text[:MAX_PROSE]
    named = str(message["X-Failed-Recipients"] or "")
    if not named and not _FAILED.search(f"{message['Subject']}\n{said}"):
        return
    own = str(message["To"] or "")
    addresses = _ADDRESS.findall(named) or [one for one in _ADDRESS.findall(said) if one not in own]
    status, code = _STATUS.search(said), _REPLY_CODE.search(said)
    found = status.group(1) if status else f"{code.group(1)[0]}.0.0" if code else None
    action = "delayed" if found and found.startswith("4") and "delay" in said.lower() else "failed"
    yield Report(_marks(text), addresses[0] if addresses else None, action, found, _why(said), _date(message))


def _why(said: str) -> str:
    """The line that bears the code, else the first that says anything."""
    lines = [line.strip(" >\t-") for line in said.splitlines() if line.strip(" >\t-")]
    coded = (line for line in lines if _STATUS.search(line) or _REPLY_CODE.search(line))
    return clip(next(coded, lines[0] if lines else ""), MAX_WORDS)


def _is_from_a_daemon(message: EmailMessage) -> bool:
    if str(message["Return-Path"] or "").strip() == "<>" or message["X-Failed-Recipients"]:
        return True
    sender = _ADDRESS.search(str(message["From"] or ""))
    return bool(sender and _DAEMON.match(sender.group(0))) or "MAILER-DAEMON" in str(message["From"] or "").upper()


def _all_text(message: EmailMessage, content: bytes) -> str:
    """Every text in it, decoded; parts that can't be are left as they came."""
    parts = (part for part in message.walk() if part.get_content_maintype() == "text")
    decoded = (part.get_payload(decode=True) for part in parts)
    texts = [one.decode("utf-8", errors="replace") for one in decoded if isinstance(one, bytes)]
    return "\n".join((*texts, content.decode("utf-8", errors="replace")))


def _envelope_mark(fields: Message) -> tuple[str, ...]:
    mark = str(fields.get("Original-Envelope-Id", "")).strip().lower()
    return (mark,) if re.fullmatch(r"[0-9a-f]{32}", mark) else ()


def _marks(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(OUR_ID.findall(text)))


def _typed(value: object) -> str | None:
    """The value behind its type: "rfc822; a@b.vn" → a@b.vn."""
    text = " ".join(str(value or "").split())
    return text.partition(";")[2].strip().strip("<>") or None if ";" in text else text or None


def _date(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo else None
