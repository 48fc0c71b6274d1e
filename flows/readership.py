"""Every reader of every desk: how their last mail ended, and who wants none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.deliveries import ARRIVED, Delivery, read
from flows.deskfiles import desks_of
from flows.home import Home
from flows.outbox import path_of
from flows.settings import Settings
from flows.unsubscribe import Departure, departures
from flows.wording import DELIVERY_NAMES, clock

FINE = ARRIVED | {"queued", "unsubscribed"}


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader of one desk: the last delivery, None before the first; the departure that stands, if any."""

    desk: str
    recipient: str
    last: Delivery | None
    left: Departure | None

    @property
    def attention(self) -> bool:
        """Whether a person should look: the last mail did not arrive, or may not have, and the reader wants it."""
        return self.left is None and self.last is not None and self.last.status not in FINE

    @property
    def line(self) -> str:
        """The reader in one line."""
        who = f"{self.desk}  {self.recipient}: "
        if self.left:
            return f"{who}đã hủy nhận lúc {clock(self.left.said_at)} ({WAYS.get(self.left.way, self.left.way)})"
        if self.last is None:
            return f"{who}chưa gửi thư nào"
        why = f" – {self.last.reason}" if self.last.reason and self.attention else ""
        return f"{who}{DELIVERY_NAMES[self.last.status]}, {self.last.digest_id}{why}"


WAYS = {"mail": "bằng thư", "https": "bằng liên kết trong thư", "operator": "người vận hành ghi"}


def readers_of(home: Home, settings: Settings) -> list[Reader]:
    """The readers that the desks name, in the desks' order, then the others who left."""
    last = _last(read(path_of(home)).values())
    left = {(one.desk, one.recipient): one for one in departures(home) if not one.wants_mail}
    named = [(desk.desk_id, to) for desk in desks_of(settings).desks.values() for to in desk.recipients]
    keys = dict.fromkeys((*named, *left))
    return [Reader(desk, to, last.get((desk, to)), left.get((desk, to))) for desk, to in keys]


def _last(deliveries: Iterable[Delivery]) -> dict[tuple[str, str], Delivery]:
    """The delivery of each reader that was queued last."""
    ordered = sorted(deliveries, key=_moment)
    return {(one.desk, one.recipient): one for one in ordered}


def _moment(delivery: Delivery) -> str:
    at: datetime | None = delivery.queued_at or delivery.claimed_at
    return at.isoformat() if at else ""
