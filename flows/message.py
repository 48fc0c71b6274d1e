"""A rendered digest as an internet message, and back; pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from flows.headerforms import BUILDING
from flows.leaving import Exits
from flows.view import Attachment, Mail
from flows.wording import one_line

PROGRAM = "Điểm tin Công đoàn"


class AddressError(Exception):
    """An address that no mail can be sent to; the message names it."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, and how a reader leaves; without `exits` a mail names no way out (an archive's copy)."""

    sender: str
    exits: Exits | None = None


def check_address(address: str) -> str:
    """The address if it is one plain mailbox, else AddressError."""
    try:
        parsed = Address(addr_spec=address)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise AddressError(f"not a mail address: {address!r}") from error
    if not parsed.username or not parsed.domain or not address.isascii() or parsed.addr_spec != address:
        raise AddressError(f"not a mail address: {address!r}")
    return address


def message_mark(digest_id: str, recipient: str) -> str:
    """One mark for every attempt with this digest and recipient, 32 hexadecimal digits."""
    return hashlib.sha256(f"{digest_id}\n{recipient}".encode()).hexdigest()[:32]


def message_id(digest_id: str, recipient: str, sender: str) -> str:
    """One id for every attempt with this digest and recipient: mail programs show two copies as one."""
    return f"<{message_mark(digest_id, recipient)}@{_domain(sender)}>"


def build(
    mail: Mail, head: Letterhead, *, recipient: str | None, date: datetime, desk: str = "", name: str = ""
) -> EmailMessage:
    """The message with its text and HTML; without a recipient it is the archive's copy.

    `date` is aware; `name` is its Message-ID when it was given one before.
    """
    message = EmailMessage(policy=BUILDING)
    message["From"] = Address(PROGRAM, addr_spec=check_address(head.sender))
    message["To"] = Address(addr_spec=check_address(recipient)) if recipient else "undisclosed-recipients:;"
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = name or message_id(mail.digest_id, recipient or "", head.sender)
    _add_list(message, head, desk, recipient)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Digest-Id"] = mail.digest_id
    _add_content(message, mail)
    message["Content-Language"] = "vi"  # last: parts made on the way take content headers along
    _fix_boundaries(message, mail.digest_id)
    return message


def parse(content: bytes) -> Mail:
    """The mail inside a message that `build` made."""
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)  # noqa: S101 -- what the SMTP policy makes
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    if text is None or html is None:
        raise ValueError("not a digest: a text and an HTML part are needed")
    attachments = tuple(_attachment(part) for part in message.walk() if part.get_content_disposition())
    return Mail(str(message["X-Digest-Id"]), str(message["Subject"]), _text(text), _text(html), attachments)


def _add_list(message: EmailMessage, head: Letterhead, desk: str, recipient: str | None) -> None:
    """The list that a mail belongs to (RFC 2919) and the ways out of it (RFC 2369, RFC 8058)."""
    message["List-Id"] = f"<{desk}.diem-tin.{_domain(head.sender)}>" if desk else f"<diem-tin.{_domain(head.sender)}>"
    if head.exits is None or recipient is None:
        return
    links = head.exits.links(desk, recipient)
    message["List-Unsubscribe"] = ", ".join(f"<{link}>" for link in links)
    if any(link.startswith("https:") for link in links):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _add_content(message: EmailMessage, mail: Mail) -> None:
    """Text, HTML with the pictures that it shows, then what is attached."""
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    html = message.get_body(("html",))
    assert html is not None  # noqa: S101 -- it was just added
    for picture in (one for one in mail.attachments if one.cid):
        kind, _, subtype = picture.mime.partition("/")
        html.add_related(
            _bytes(picture), kind, subtype, cid=f"<{picture.cid}>", filename=picture.name, disposition="inline"
        )
    for one in (one for one in mail.attachments if not one.cid):
        if isinstance(one.content, str):
            message.add_attachment(one.content, subtype=one.mime.partition("/")[2], filename=one.name, cte="base64")
        else:
            kind, _, subtype = one.mime.partition("/")
            message.add_attachment(one.content, kind, subtype, filename=one.name)


def _bytes(attachment: Attachment) -> bytes:
    return attachment.content.encode() if isinstance(attachment.content, str) else attachment.content


def _attachment(part: MIMEPart) -> Attachment:
    mime = part.get_content_type()
    content = _text(part) if part.get_content_maintype() == "text" else bytes(part.get_content())
    return Attachment(part.get_filename() or "", content, mime, str(part["Content-ID"] or "").strip("<> "))


def _text(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def _domain(address: str) -> str:
    return address.rpartition("@")[2] or "localhost"


def _fix_boundaries(message: EmailMessage, digest_id: str) -> None:
    """The same digest gives the same bytes: boundaries come from its id, not from chance."""
    mark = hashlib.sha256(digest_id.encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{mark}.{number}")
