"""The hours in which an outlet may be asked, on the clock of Việt Nam."""

import re
from collections.abc import Sequence
from datetime import datetime

from crawlers.dates import VIETNAM

_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")


def window(text: str) -> tuple[int, int]:
    """The minutes of the day from which and until which `HH:MM-HH:MM` reaches; ValueError for any other form.

    The end is not in it; an end before the beginning is on the next day; "00:00-24:00" is the whole day.
    """
    found = _WINDOW.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no window HH:MM-HH:MM of the clock of Việt Nam")
    first, last = int(found[1]) * 60 + int(found[2]), int(found[3] or found[5]) * 60 + int(found[4] or found[6])
    if first == last:
        raise ValueError(f"{text!r} is empty: its end is not in it")
    return first, last


def is_open(windows: Sequence[str], at: datetime) -> bool:
    """Whether a moment (aware) lies in one of the windows; without any, every moment does."""
    local = at.astimezone(VIETNAM)
    minute = local.hour * 60 + local.minute
    return not windows or any(_within(minute, *window(text)) for text in windows)


def _within(minute: int, first: int, last: int) -> bool:
    return first <= minute < last if first < last else minute >= first or minute < last
