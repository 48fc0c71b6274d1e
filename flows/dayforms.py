"""What sort of day an hour lies in: plain, a public holiday, or Tết with the days around it (Việt Nam)."""

from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np
from numpy.typing import NDArray

from flows.wording import VIETNAM

PLAIN, HOLIDAY, TET = 0, 1, 2
HOURS_OF_WEEK = 168
# The press thins out from three days before the first of the lunar year to seven after: measured on Tuổi Trẻ, 2026.
BEFORE_TET, AFTER_TET = timedelta(days=3), timedelta(days=7)
_FIRST_OF_TET = "Lunar New Year"
_EPOCH_SLOT = 3 * 24 + 7  # 1970-01-01T00:00Z was a Thursday, 07:00 in Việt Nam


def slot_of(hour: int) -> int:
    """The hour of the week, 0 = Monday 00:00 in Việt Nam, of an hour counted from 1970-01-01T00:00Z."""
    return (hour + _EPOCH_SLOT) % HOURS_OF_WEEK


def forms(first_hour: int, n_hours: int) -> NDArray[np.int8]:
    """PLAIN, HOLIDAY or TET for each of `n_hours` hours from `first_hour` (counted from 1970-01-01T00:00Z)."""
    first, last = _day(first_hour), _day(first_hour + max(n_hours, 1) - 1)
    known = holidays.country_holidays("VN", years=range(first.year - 1, last.year + 2))
    lunar = [day for day, name in known.items() if name == _FIRST_OF_TET]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    by_day = np.array([_form(day, day in known, lunar) for day in days], dtype=np.int8)
    local = np.arange(first_hour, first_hour + n_hours) + 7
    return np.asarray(by_day[local // 24 - (first_hour + 7) // 24], dtype=np.int8)


def _form(day: date, is_holiday: bool, lunar: list[date]) -> int:
    if any(-BEFORE_TET <= day - first <= AFTER_TET for first in lunar):
        return TET
    return HOLIDAY if is_holiday else PLAIN


def _day(hour: int) -> date:
    return datetime.fromtimestamp(hour * 3600, UTC).astimezone(VIETNAM).date()
