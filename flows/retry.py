"""When a mail that was put off is tried again, and when nobody waits for it any more; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.deliveries import Delivery

# RFC 5321, 4.5.4.1 wants pauses of half an hour, and shorter ones at first are usual: servers that greylist take the
# second try after some minutes.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 5, 10, 15, 30))
DIGEST_LIFE = timedelta(hours=20)  # then the next one comes
ALERT_LIFE = timedelta(hours=4)  # later it is no alert


@dataclass(frozen=True, slots=True)
class Patience:
    """The pauses between tries (the last one repeats), and for how long one run waits by itself."""

    pauses: tuple[timedelta, ...] = PAUSES
    wait: timedelta = timedelta(0)


def put_off(delivery: Delivery, at: datetime, pauses: Sequence[timedelta] = PAUSES) -> Delivery:
    """The delivery with the moment of its next try, or failed when that comes after its end."""
    pause = pauses[min(delivery.attempts, len(pauses)) - 1]
    if delivery.expires_at is not None and at + pause > delivery.expires_at:
        return replace(delivery, status="failed", retry_at=None)
    return replace(delivery, status="deferred", retry_at=at + pause)


def is_due(delivery: Delivery, at: datetime) -> bool:
    """Whether its time has come; one that was cut short has no moment and is due at once.

    So is one whose last try lies ahead: the clock was wrong then.
    """
    astray = delivery.claimed_at is not None and delivery.claimed_at > at
    return astray or delivery.retry_at is None or delivery.retry_at <= at
