"""A rendered digest as an internet message, and back; pure."""

import hashlib
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage, Message, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from flows.view import Attachment, Mail


class AddressError(Exception):
    """An address that no mail can be sent to; the message names it."""


def check_address(address: str) -> str:
    """The address if it is one plain mailbox, else AddressError."""
    try:
        parsed = Address(addr_spec=address)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise AddressError(f"not a mail address: {address!r}") from error
    if not parsed.username or not parsed.domain or not address.isascii() or parsed.addr_spec != address:
        raise AddressError(f"not a mail address: {address!r}")
    return address


def message_id(digest_id: str, recipient: str, sender: str) -> str:
    """One id for every attempt with this digest and recipient: mail programs show two copies as one."""
    mark = hashlib.sha256(f"{digest_id}\n{recipient}".encode()).hexdigest()[:32]
    return f"<{mark}@{_domain(sender)}>"


def build(mail: Mail, *, sender: str, recipient: str | None, date: datetime) -> EmailMessage:
    """The message with its text and HTML; without a recipient it is the archive's copy. `date` is aware."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Điểm tin Công đoàn", addr_spec=check_address(sender))
    message["To"] = Address(addr_spec=check_address(recipient)) if recipient else "undisclosed-recipients:;"
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id(mail.digest_id, recipient or "", sender)
    message["List-Id"] = f"<diem-tin.{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Digest-Id"] = mail.digest_id
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    for attachment in mail.attachments:
        _attach(message, attachment)
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
    attachments = tuple(map(_attachment, message.iter_attachments()))
    return Mail(str(message["X-Digest-Id"]), str(message["Subject"]), _content(text), _content(html), attachments)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, _, sub = attachment.media_type.partition("/")
    params = {"charset": "utf-8"} if main == "text" else {}
    message.add_attachment(attachment.content, main, sub, filename=attachment.name, cte="base64", params=params)


def _attachment(part: Message) -> Attachment:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)  # noqa: S101 -- an attachment is no multipart
    return Attachment(part.get_filename() or "", content, part.get_content_type())


def _content(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def _domain(address: str) -> str:
    return address.rpartition("@")[2] or "localhost"


def _fix_boundaries(message: EmailMessage, digest_id: str) -> None:
    """The same digest gives the same bytes: boundaries come from its id, not from chance."""
    mark = hashlib.sha256(digest_id.encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{mark}.{number}")
