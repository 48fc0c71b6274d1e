"""Readers who want no more mail of a desk: append-only `sent/unsubscribed.jsonl`, the last word of each counts."""

import fcntl
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.given import json_of
from flows.appendfile import add, appending
from flows.home import Home
from flows.leaving import read as read_token
from flows.wholefile import DRAFT, make_folder
from warehouse import store
from warehouse.db import Connection
from warehouse.disk import sync

SECRET_BYTES = 32


class UnsubscribeError(Exception):
    """The list of those who left, or its secret, can't be used; the message names the file."""


@dataclass(frozen=True, slots=True)
class Departure:
    """One line of `core.departures`: one word of one reader of a desk; `way` is mail, https or operator, `at` UTC."""

    desk: str
    recipient: str
    said_at: datetime
    way: str
    wants_mail: bool


def secret(home: Home) -> bytes:
    """The secret of this installation's tokens, made at its first use (`sent/unsubscribe.key`, mode 600)."""
    path = home.sent / "unsubscribe.key"
    try:
        make_folder(home.sent)
        if not path.is_file():
            _make_secret(path)
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise UnsubscribeError(f"{path}: cannot use the secret of the unsubscribe links ({error})") from error


def unsubscribe(home: Home, token: str, *, way: str = "https", at: datetime | None = None) -> Departure:
    """Note that the reader of a token wants no more mail of its desk; saying it twice is saying it once.

    Raises leaving.TokenError for a token that is not ours, UnsubscribeError when the disk refuses.
    """
    desk, recipient = read_token(secret(home), token)
    known = {(one.desk, one.recipient): one for one in departures(home)}.get((desk, recipient))
    if known is not None and not known.wants_mail:
        return known
    return note(home, Departure(desk, recipient, at or datetime.now(UTC), way, wants_mail=False))


def note(home: Home, departure: Departure) -> Departure:
    """Add one word to the file and wait until the disk has it."""
    line = {
        "desk": departure.desk,
        "recipient": departure.recipient,
        "said_at": departure.said_at.astimezone(UTC).isoformat(),
        "way": departure.way,
        "wants_mail": departure.wants_mail,
    }
    path = _path(home)
    try:
        with appending(path) as descriptor:
            add(descriptor, json.dumps(line, ensure_ascii=False))
    except OSError as error:
        raise UnsubscribeError(f"{path}: {error.strerror}") from error
    return departure


def departures(home: Home) -> tuple[Departure, ...]:
    """The last word of every reader who ever said one, oldest first; UnsubscribeError names a line that isn't one."""
    path = _path(home)
    if not path.is_file():
        return ()
    words: dict[tuple[str, str], Departure] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            said = _departure(json_of(line))
        except (ValueError, KeyError, TypeError) as error:
            if not line.endswith(b"}"):
                continue  # torn by a crash: who said it was not told that it stands
            raise UnsubscribeError(f"{path}:{number}: not a word about unsubscribing ({error})") from error
        words.pop((said.desk, said.recipient), None)
        words[said.desk, said.recipient] = said
    return tuple(words.values())


def gone(home: Home) -> frozenset[tuple[str, str]]:
    """The (desk, recipient) pairs that get nothing."""
    return frozenset((one.desk, one.recipient) for one in departures(home) if not one.wants_mail)


def load_departures(con: Connection, home: Home) -> int:
    """Replace core.departures by what the file says; gives the number of rows."""
    said = departures(home)
    store.replace(con, "core.departures", said, {})
    return len(said)


def _departure(said: Mapping[str, object]) -> Departure:
    at = datetime.fromisoformat(str(said["said_at"]))
    return Departure(
        str(said["desk"]), str(said["recipient"]), at, str(said["way"]), wants_mail=bool(said["wants_mail"])
    )


def _make_secret(path: Path) -> None:
    """Two processes at once make one secret: the first whole file of this name stays."""
    draft = path.with_name(f".{path.name}.{os.getpid()}{DRAFT}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        fcntl.flock(out, fcntl.LOCK_SH)  # see flows/wholefile.py
        out.write(secrets.token_hex(SECRET_BYTES))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
        sync(path.parent)  # what the mails promise must still be known after a power cut
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _path(home: Home) -> Path:
    return home.sent / "unsubscribed.jsonl"
