"""How many people speak, without knowing who: a keyed hash that lives for one run and means nothing the next day.

The key is drawn when a run begins and is gone when its process ends; it is written nowhere. The hash is of the author
and the day, so the same person has another one on another day and in another run. That alone would count somebody who
comes back every day as many people; so each author is *counted* on one day of a week only, the first on which the run
met them. Distinct voices among counted comments of one run are therefore never more than the people who spoke:
a figure of "at least so many".

A day that is read by several runs is counted by the run that saw most, never by their sum: a key that lasts for a day
would have to be kept somewhere, and then it could be used to find people.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


class Voices:
    """Gives the voices of one run."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._counted_on: dict[bytes, str] = {}

    def of(self, author: str | None, said_at: datetime) -> tuple[str | None, bool]:
        """The voice of an author on a day of Việt Nam, and whether they are counted then; none without an author."""
        if not author:
            return None, False
        day = said_at.astimezone(VIETNAM).date()
        year, week, _ = day.isocalendar()
        person = self._hash(f"{author}\n{year}-{week}")
        first = self._counted_on.setdefault(person, day.isoformat())
        return self._hash(f"{author}\n{day.isoformat()}").hex()[:8], first == day.isoformat()

    def _hash(self, told: str) -> bytes:
        return hmac.digest(self._key, told.encode(), hashlib.sha256)
