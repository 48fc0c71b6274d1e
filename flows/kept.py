"""Mails as composed, kept as files before anybody gets them: what is sent is read back from here."""

from datetime import UTC, datetime
from pathlib import Path

from flows.home import Home
from flows.message import Letterhead, build, parse
from flows.view import Mail
from flows.wholefile import write_whole


class OutboxError(Exception):
    """A mail can't be kept or the settings can't be used; the message names the file."""


def kept_path(home: Home, digest_id: str) -> Path:
    """Where the mail of a digest or an alert is kept."""
    folder = home.alerts if "-alert-" in digest_id else home.digests
    return folder / f"{digest_id}.eml"


def keep(mail: Mail, home: Home, head: Letterhead) -> Path:
    """Write a mail as `<id>.eml`, `.html` and `.txt`, the .eml last; gives it. OutboxError when the disk refuses."""
    path = kept_path(home, mail.digest_id)
    message = build(mail, head, recipient=None, date=datetime.now(UTC))
    write(path.with_suffix(".html"), mail.html.encode())
    write(path.with_suffix(".txt"), mail.text.encode())
    write(path, message.as_bytes())
    return path


def kept(home: Home, digest_id: str) -> Mail | None:
    """The mail as every reader gets it, None when none is kept; OutboxError when the file is no mail of ours."""
    path = kept_path(home, digest_id)
    try:
        return parse(path.read_bytes()) if path.is_file() else None
    except ValueError as error:
        raise OutboxError(f"{path}: {error}") from error


def write(path: Path, content: bytes) -> None:
    """Write a file whole; OutboxError names it when the disk refuses."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise OutboxError(f"cannot write {path}: {error.strerror}") from error
