"""The journal of deliveries, `sent/deliveries.jsonl`: append-only, each line on the disk before the next."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# sent: the server took it; written: the file lies in the outbox folder. Both are final and good.
ARRIVED = frozenset({"sent", "written"})
# Never tried again by itself: a second mail is worse than a missing one that is reported.
SETTLED = ARRIVED | {"refused", "uncertain"}


class JournalError(Exception):
    """The journal can't be understood or written; nothing is sent until a person has looked at the file."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of one digest on its way to one recipient; the last attempt's times, in UTC."""

    digest_id: str
    recipient: str
    message_id: str
    status: str  # sent | written | deferred | refused | uncertain
    channel: str | None = None  # smtp | outbox
    reason: str | None = None
    claimed_at: datetime | None = None
    sent_at: datetime | None = None

    @property
    def line(self) -> str:
        """Recipient and state, with the reason when the mail surely or possibly did not arrive."""
        why = f" ({self.reason})" if self.reason and self.status not in ARRIVED else ""
        return f"{self.recipient}: {self.status}{why}"


class Journal:
    """The open journal: what stands in it, and the way to add a line."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor
        self.deliveries = read(path)

    def note(self, event: str, delivery: Delivery) -> None:
        """Add one line and wait until the disk has it; event is claim, content or result."""
        line = {"event": event, **{key: _plain(getattr(delivery, key)) for key in Delivery.__slots__}}
        with _on_disk(self._path):
            _write_all(self._descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
            os.fsync(self._descriptor)


@contextmanager
def journal(path: Path) -> Iterator[Journal]:
    """The journal under an exclusive lock: two processes never send at once. JournalError when it can't be used."""
    with _on_disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        with _on_disk(path):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            _sync_folder(path.parent)
            _close_torn_line(descriptor)
        yield Journal(path, descriptor)
    finally:
        os.close(descriptor)


def read(path: Path) -> dict[tuple[str, str], Delivery]:
    """The last state of every (digest, recipient); JournalError names the line that isn't one."""
    if not path.is_file():
        return {}
    known: dict[tuple[str, str], Delivery] = {}
    with _on_disk(path):
        lines = path.read_bytes().splitlines()
    for number, line in enumerate(lines, 1):
        delivery = _parse(line, f"{path}:{number}")
        if delivery:
            known[delivery.digest_id, delivery.recipient] = delivery
    return known


def _parse(line: bytes, where: str) -> Delivery | None:
    """None for a line that was torn by a crash: it was never acted on."""
    try:
        fields = json.loads(line)
        event = fields.pop("event")
        times = {key: fields[key] and datetime.fromisoformat(fields[key]) for key in ("claimed_at", "sent_at")}
        delivery = Delivery(**{**fields, **times})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if line.rstrip().endswith(b"}"):
            raise JournalError(f"{where}: not a line of the delivery journal ({error})") from error
        return None
    return delivery if event == "result" else _unfinished(event, delivery)


def _unfinished(event: str, delivery: Delivery) -> Delivery:
    """A claim without content sent nothing; content without a result may have arrived."""
    status = "uncertain" if event == "content" else "deferred"
    reason = "tiến trình dừng khi đang gửi nội dung" if event == "content" else "tiến trình dừng trước khi gửi"
    return Delivery(
        delivery.digest_id,
        delivery.recipient,
        delivery.message_id,
        status,
        delivery.channel,
        reason,
        delivery.claimed_at,
    )


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror}; nothing is sent while the journal can't be written") from error


def _write_all(descriptor: int, content: bytes) -> None:
    """A disk that is nearly full takes a part and says so only at the next write."""
    while content:
        content = content[os.write(descriptor, content) :]


def _close_torn_line(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        os.write(descriptor, b"\n")
        os.fsync(descriptor)


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _sync_folder(folder: Path) -> None:
    """Make a new name in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
