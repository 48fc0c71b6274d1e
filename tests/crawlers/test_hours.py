"""Crawl windows on the clock of Việt Nam."""

from datetime import UTC, datetime

import pytest

from crawlers.hours import is_open, window


@pytest.mark.parametrize(
    ("hours", "utc", "expected"),
    [
        ((), "12:00", True),
        (("22:00-06:00",), "15:00", True),  # 22:00 in Việt Nam
        (("22:00-06:00",), "22:59", True),
        (("22:00-06:00",), "23:00", False),  # 06:00: the end is not in it
        (("22:00-06:00",), "05:00", False),
        (("08:00-09:30", "20:00-24:00"), "02:29", True),
        (("08:00-09:30", "20:00-24:00"), "16:59", True),
        (("08:00-09:30", "20:00-24:00"), "17:00", False),
        (("00:00-24:00",), "17:00", True),
    ],
)
def test_windows(hours: tuple[str, ...], utc: str, expected: bool) -> None:
    hour, minute = map(int, utc.split(":"))
    assert is_open(hours, datetime(2026, 8, 4, hour, minute, tzinfo=UTC)) is expected


@pytest.mark.parametrize("text", ["", "22-6", "22:00-25:00", "24:00-06:00", "06:00-06:00", "06:00–07:00", "6:00-7:00"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"HH:MM|empty"):
        window(text)
