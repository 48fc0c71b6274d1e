"""Whether the clock may decide what goes for good: one that jumped ahead for an hour makes everything look old."""

from datetime import datetime, timedelta
from itertools import pairwise

from crawlers.landing import LandingError, landed_runs
from crawlers.runs import started_at
from flows.home import Home
from flows.wording import VIETNAM, short_date

DAYS = 3  # with runs, behind a gap: then the clock and the outlets agree that time has passed
GAP = timedelta(days=30)


class ClockError(Exception):
    """The clock can't be trusted with what is deleted for good; the message says between which days nothing landed."""


def trust_clock(home: Home, at: datetime) -> None:
    """Raise ClockError when a gap of a month lies before `at` (aware) or among the last days with landed runs.

    After a long pause nothing goes until runs landed on three days; nor does it in the hour of a wrong clock.
    """
    days = sorted({moment for name in landed_runs(home.landed) if (moment := _day(name.name)) and moment <= at})
    last = [*days[-DAYS:], at]
    for earlier, later in pairwise(last):
        if later - earlier > GAP:
            between = f"{short_date(earlier.date())}/{earlier.year} đến {short_date(later.date())}/{later.year}"
            raise ClockError(
                f"từ ngày {between} không có lượt thu thập nào, đồng hồ máy có thể sai: chưa xóa gì. "
                f"Xem giờ máy (date); sau {DAYS} ngày có lượt thu thập sẽ chạy được; giờ đúng rồi thì thêm --sure"
            )


def _day(run_id: str) -> datetime | None:
    try:
        return started_at(run_id).astimezone(VIETNAM).replace(hour=0, minute=0, second=0)
    except (LandingError, OverflowError):
        return None
