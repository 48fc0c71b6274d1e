"""When a feed is to be asked again: from its own rhythm, what its server asks for, and its failures. Pure.

A feed is never given up: a failing one is asked less and less often, but at least every six hours (or when its
own Retry-After is over), and is reported as failing all the while.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST_S = 5 * 60  # the product's promise to the press
LONGEST_S = 6 * 3600  # a digest day has 24 hours: even the quietest feed is asked four times before it closes
UNKNOWN_S = 3600  # nothing is known of the feed's rhythm yet
_MOST_ASKED_S = 24 * 3600  # no Retry-After is obeyed for longer: a server's slip must not silence an outlet
_QUIET_SHARE = 10  # RFC 9111, 4.2.2: an answer stays fresh for a tenth of the time for which nothing changed
_EARLY = 0.9  # an hourly clock that misses a feed by seconds would make two hours of one
_HEAD = 8192  # bytes in which a channel says how often it changes

_MOST_DIGITS = 9  # of seconds: 31 years are for ever
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_UNCACHED = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(\w+)\s*</sy:updatePeriod>", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,6})\s*</sy:updateFrequency>", re.IGNORECASE)
_PERIODS_S = {b"hourly": 3600, b"daily": 86400, b"weekly": 7 * 86400, b"monthly": 30 * 86400, b"yearly": 365 * 86400}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of one feed; durations in seconds, times aware."""

    asked_at: datetime  # when it was asked last
    failures: int = 0  # askings in a row, up to that one, that brought no readable feed
    asked_wait_s: int | None = None  # what its last answer asked for, see `wait_asked`
    median_gap_s: float | None = None  # between the entries of its last readable answer
    newest_at: datetime | None = None  # the newest entry of that answer
    new_per_day: float | None = None  # entries first seen in it, over the last week


def wait_s(rhythm: Rhythm) -> float:
    """Seconds from the last asking to the next: half of the usual gap between entries, within 5 minutes and 6 hours.

    What has been quiet for long is asked after a tenth of its silence; the feed's own wish is a lower bound; every
    failure in a row doubles, from 10 minutes; only Retry-After can make it longer than 6 hours (24 at most).
    """
    wished = rhythm.asked_wait_s or 0
    if rhythm.failures:
        backoff = SHORTEST_S * 2.0 ** min(rhythm.failures, 10)
        return max(_within(max(_own_s(rhythm), backoff)), min(wished, _MOST_ASKED_S))
    return _within(max(_own_s(rhythm), wished))


def due_at(rhythm: Rhythm) -> datetime:
    """When the feed is to be asked again."""
    return rhythm.asked_at + timedelta(seconds=wait_s(rhythm))


def is_due(rhythm: Rhythm | None, at: datetime) -> bool:
    """Whether a feed is to be asked at a moment; one that was never asked always is.

    So is one whose last asking lies ahead: the clock was wrong then, and must not silence it for a year.
    """
    if rhythm is None or rhythm.asked_at > at:
        return True
    early = timedelta(seconds=wait_s(rhythm) * _EARLY)
    return at >= rhythm.asked_at + max(early, timedelta(seconds=SHORTEST_S))


def _own_s(rhythm: Rhythm) -> float:
    if rhythm.median_gap_s is not None:
        usual = rhythm.median_gap_s / 2
    elif rhythm.new_per_day:
        usual = 86400 / rhythm.new_per_day / 2
    else:
        usual = UNKNOWN_S
    if rhythm.newest_at is None:
        return usual
    return max(usual, (rhythm.asked_at - rhythm.newest_at).total_seconds() / _QUIET_SHARE)


def _within(seconds: float) -> float:
    return min(max(seconds, SHORTEST_S), LONGEST_S)


def wait_asked(status: int | None, headers: Mapping[str, str], body: bytes, fetched_at: datetime) -> int | None:
    """Seconds for which a feed's answer asks to be left alone; None when it asks for nothing.

    `headers` with names in lower case. Retry-After (RFC 9110, 10.2.3) goes before all; a good answer or a 304 may
    also say so by `Cache-Control: max-age` (RFC 9111), RSS `<ttl>` (minutes) or `sy:updatePeriod`: the longest counts.
    """
    later = retry_after_s(headers.get("retry-after", ""), fetched_at)
    if later is not None:
        return min(round(later), _MOST_ASKED_S)
    if status not in (200, 304):
        return None
    wishes = [wish for wish in (_max_age_s(headers), _ttl_s(body), _period_s(body)) if wish]
    return min(max(wishes), _MOST_ASKED_S) if wishes else None


def retry_after_s(value: str, fetched_at: datetime) -> float | None:
    """The seconds of a Retry-After header, given as a number or a date; None when it is neither."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:_MOST_DIGITS]) if len(value) <= _MOST_DIGITS else float(10**_MOST_DIGITS)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - fetched_at).total_seconds())


def _max_age_s(headers: Mapping[str, str]) -> int | None:
    said = headers.get("cache-control", "")
    found = _MAX_AGE.search(said)
    return int(found[1]) if found and not _UNCACHED.search(said) else None


def _ttl_s(body: bytes) -> int | None:
    found = _TTL.search(body[:_HEAD])
    return 60 * int(found[1]) if found else None


def _period_s(body: bytes) -> int | None:
    head = body[:_HEAD]
    period = _PERIOD.search(head)
    if period is None or period[1].lower() not in _PERIODS_S:
        return None
    frequency = _FREQUENCY.search(head)
    return _PERIODS_S[period[1].lower()] // max(int(frequency[1]) if frequency else 1, 1)
