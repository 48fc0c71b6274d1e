"""The journal of deliveries, `sent/deliveries.jsonl`: append-only, each line on the disk before the next."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from crawlers.given import json_of
from flows.appendfile import add, appending

# sent: the server took it; written: the file lies in the outbox folder. Both are final and good.
ARRIVED = frozenset({"sent", "written"})
# Still on its way by itself: queued, or put off by the server or by a process that died.
PENDING = frozenset({"queued", "deferred"})
# Everything else is final until a person decides (refused, failed, bounced, unsubscribed) or is in doubt (uncertain):
# a second mail is worse than a missing one that is reported.


class JournalError(Exception):
    """The journal can't be understood or written; nothing is sent until a person has looked at the file."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of one digest on its way to one recipient of a desk; times in UTC.

    queued → claimed → sent or written; deferred (tried again at `retry_at`, failed after `expires_at`), refused,
    uncertain (the line broke behind the last dot), bounced (came back later), unsubscribed (wants no mail).
    """

    digest_id: str
    recipient: str
    message_id: str
    status: str
    channel: str | None = None  # smtp | outbox
    reason: str | None = None
    claimed_at: datetime | None = None  # of the last attempt
    sent_at: datetime | None = None
    desk: str = ""
    queued_at: datetime | None = None
    attempts: int = 0
    retry_at: datetime | None = None
    expires_at: datetime | None = None
    bounced_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.digest_id, self.recipient

    @property
    def is_stuck(self) -> bool:
        """Whether it neither arrived nor is on its way by itself: a person should look."""
        return self.status not in ARRIVED | PENDING

    @property
    def line(self) -> str:
        """Recipient and state, with the reason when the mail surely or possibly did not arrive."""
        why = f" ({self.reason})" if self.reason and self.status not in ARRIVED else ""
        return f"{self.recipient}: {self.status}{why}"


_FIELDS = tuple(field.name for field in fields(Delivery))
_BEGINNING = b'{"event": '
_TIMES = tuple(name for name in _FIELDS if name.endswith("_at"))


class Journal:
    """The open journal: what stands in it, and the way to add a line."""

    def __init__(self, path: Path, descriptor: int, naming: str = "") -> None:
        self._path, self._descriptor = path, descriptor
        self.deliveries = read(path, naming=naming)

    def note(self, event: str, *deliveries: Delivery) -> None:
        """Add a line for each and wait until the disk has them; event: queue, claim, content, result, resolve, bounce.

        A claim may be lost: it is there for who looks on, and nothing has left before the line of the content.
        """
        lines = [json.dumps({"event": event, **_stored(one)}, ensure_ascii=False) for one in deliveries]
        with _on_disk(self._path):
            add(self._descriptor, *lines, durable=event != "claim")
        self.deliveries.update((one.key, _as_read(event, one)) for one in deliveries)


@contextmanager
def journal(path: Path, *, naming: str = "") -> Iterator[Journal]:
    """The journal under an exclusive lock: two processes never send at once; `naming` as in `read`.

    JournalError when it can't be used.
    """
    with ExitStack() as stack:
        with _on_disk(path):
            descriptor = stack.enter_context(appending(path))
        yield Journal(path, descriptor, naming)


def read(path: Path, *, naming: str = "") -> dict[tuple[str, str], Delivery]:
    """The last state of every (digest, recipient), queued first; JournalError names the line that isn't one.

    With `naming` only the lines that hold this text are read (a day, a digest): years of others cost nothing.
    """
    known: dict[tuple[str, str], Delivery] = {}
    with _on_disk(path):
        lines = path.read_bytes().splitlines() if path.is_file() else []
    wanted = naming.encode()
    for number, line in enumerate(lines, 1):
        if wanted in line or not line.startswith(_BEGINNING):
            delivery = _parse(line, f"{path}:{number}")
            if delivery:
                known[delivery.key] = delivery
    return known


def _parse(line: bytes, where: str) -> Delivery | None:
    """None for a line that was torn by a crash: it was never acted on."""
    try:
        fields = json_of(line)
        event = fields.pop("event")
        times = {key: fields.get(key) and datetime.fromisoformat(fields[key]) for key in _TIMES}
        return _as_read(event, Delivery(**{**fields, **times}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if line.rstrip().endswith(b"}"):
            raise JournalError(f"{where}: not a line of the delivery journal ({error})") from error
        return None


def _as_read(event: str, delivery: Delivery) -> Delivery:
    """What a line says when it is the last: a claim sent nothing, content without a result may have arrived."""
    if event == "claim":
        return replace(delivery, status="deferred", reason="tiến trình dừng trước khi gửi", sent_at=None)
    if event == "content":
        return replace(delivery, status="uncertain", reason="tiến trình dừng khi đang gửi nội dung", sent_at=None)
    return delivery


def _stored(delivery: Delivery) -> dict[str, object]:
    values = ((key, getattr(delivery, key)) for key in _FIELDS)
    return {key: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for key, value in values}


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror}; nothing is sent while the journal can't be written") from error
