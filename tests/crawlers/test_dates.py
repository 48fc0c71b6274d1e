"""Every stamp the Vietnamese press writes reads as the instant it names; anything else as None."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.dates import EARLIEST, VIETNAM, has_clock, parse_shown, parse_time, slash_order

CEILING = datetime(2030, 1, 1, tzinfo=UTC)
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def at(*parts: int, hours: float = 7) -> datetime:
    return datetime(*parts, tzinfo=timezone(timedelta(hours=hours)))  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("8/23/2026 5:20:00\u202fAM", at(2026, 8, 23, 5, 20)),
        ("8/23/2026 5:20:00\u00a0PM", at(2026, 8, 23, 17, 20)),
        ("9/1/2026 12:52:00 AM", at(2026, 9, 1, 0, 52)),
        ("9/1/2026 12:52:00 PM GMT+7", at(2026, 9, 1, 12, 52)),
        ("Sun, 23 Aug 2026 05:49:00 +07", at(2026, 8, 23, 5, 49)),
        ("Sun, 23 Aug 2026 05:49:00 +7", at(2026, 8, 23, 5, 49)),
        ("Sun, 23 Aug 2026 05:49:00 GMT+7", at(2026, 8, 23, 5, 49)),
        ("Sun, 23 Aug 2026 05:49:00 GMT+07:00", at(2026, 8, 23, 5, 49)),
        ("Sun, 23 Aug 2026 05:49:00 ICT", at(2026, 8, 23, 5, 49)),
        ("Tue, 30 Jun 2026 23:59:60 GMT", at(2026, 6, 30, 23, 59, hours=0).replace(second=59)),  # a leap second
        ("Sun, 23 Aug 2026 05:49:00", at(2026, 8, 23, 5, 49)),
        ("Wed, 05 Aug 26 21:49:00 +0700", at(2026, 8, 5, 21, 49)),
        ("Monday, 05 Aug 2026 21:49:00 GMT", at(2026, 8, 5, 21, 49, hours=0)),  # it was a Wednesday
        ("Wed, 05 Aug 2026 21:49 -0330", at(2026, 8, 5, 21, 49, hours=-3.5)),
        ("05 Aug 2026 21:49:00 Z", at(2026, 8, 5, 21, 49, hours=0)),
        ("Thứ Tư, 05 Aug 2026 21:49:00 +07:00", at(2026, 8, 5, 21, 49)),
        ("2025-08-09T01:35:18+07:07", at(2025, 8, 9, 1, 35, 18)),
        ("2023-09-13T17:42:00", at(2023, 9, 13, 17, 42)),
        ("2024-08-04T07:54:29.000 +07:00", at(2024, 8, 4, 7, 54, 29)),
        ("2024-08-04 07:54:29.1234567Z", at(2024, 8, 4, 7, 54, 29, 123456, hours=0)),
        ("20240804075429", at(2024, 8, 4, 7, 54, 29)),
        ("1754730000", datetime(2025, 8, 9, 9, tzinfo=UTC)),
        ("1754730000123", datetime(2025, 8, 9, 9, tzinfo=UTC)),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", at(2025, 10, 22, 19, 25)),
        ("Thứ Hai, ngày 14/01/2025 - 06:01", at(2025, 1, 14, 6, 1)),
        ("Chủ Nhật, 04/08/2024 - 07:54", at(2024, 8, 4, 7, 54)),
        ("Thứ 6, 11:03, 20/05/2016", at(2016, 5, 20, 11, 3)),
        ("03/01/2020 | 19:27", at(2020, 1, 3, 19, 27)),
        ("13/09/2023 17:42 GMT+7", at(2023, 9, 13, 17, 42)),
        ("19:25 - 22-10-2025", at(2025, 10, 22, 19, 25)),
        ("05.08.2026 08:15", at(2026, 8, 5, 8, 15)),
        ("05/08/2026 02:15:11 SA", at(2026, 8, 5, 2, 15, 11)),
        ("05/08/2026 02:15 CH", at(2026, 8, 5, 14, 15)),
        ("Thứ tư, 05/08/2026 02:15 PM", at(2026, 8, 5, 14, 15)),
        ("22/10/2025 07:25 PM", at(2025, 10, 22, 19, 25)),  # no month 22
        ("05/08/2026 14:15 PM", at(2026, 8, 5, 14, 15)),  # no American clock
        ("22 Th10, 2025 19:25", at(2025, 10, 22, 19, 25)),
        ("02:15 PM, 05/08/2026", at(2026, 8, 5, 14, 15)),
        ("14h30 ngày 05/08/2026", at(2026, 8, 5, 14, 30)),
        ("Ngày 5 tháng Tám năm 2026, 14 giờ 30 phút", at(2026, 8, 5, 14, 30)),
        ("5 tháng 8, 2026 2:30 chiều", at(2026, 8, 5, 14, 30)),
        ("Cập nhật lúc 07:05 ngày 5/8/2026", at(2026, 8, 5, 7, 5)),
        ("August 5, 2026 11:41 PM", at(2026, 8, 5, 23, 41)),
        ("Wed Aug  5 14:30:00 2026", at(2026, 8, 5, 14, 30)),
        ("Wed Aug 05 14:30:00 +0000 2026", at(2026, 8, 5, 14, 30, hours=0)),
        ("Wed Aug 05 2026 14:30:00 GMT+0700 (Indochina Time)", at(2026, 8, 5, 14, 30)),
        ("Thứ Năm, 22/10/2025", at(2025, 10, 22)),  # a day: its midnight
    ],
)
def test_reads_the_instant(raw: str, expected: datetime) -> None:
    found = parse_time(raw, ceiling=CEILING)
    assert found == expected
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "raw",
    [
        None, "", "   ", "hôm qua", "2 giờ trước", "Invalid date", "0001-01-01T00:00:00Z", "0",
        "99999999999999",
        "32/01/2026 10:00", "8/23/2026 17:20:00",
        "2026-02-30T10:00:00Z", "05/08/2026 25:10", "05/08/2026 10:61",
        "Wed, 05 Aug 2026 21:49:00 XYZ", "Wed, 05 Aug 2026 21:49:00 +08:08", "05/08/2026 14:30 AM",
        "8 người bị thương 05/08/2026 10:00", "05/08/2026 10:00 06/08/2026", "2031-01-01T00:00:00Z",
        "05/08/2026 " * 40,
    ],
)  # fmt: skip
def test_what_names_no_possible_instant_is_none(raw: str | None) -> None:
    assert parse_time(raw, ceiling=CEILING) is None


def test_ceiling_is_inclusive_and_believed_over_the_stamp() -> None:
    moment = datetime(2026, 8, 5, 14, tzinfo=UTC)
    assert parse_time("05/08/2026 21:00", ceiling=moment) == moment
    assert parse_time("05/08/2026 21:00:01", ceiling=moment) is None


def test_neighbours_decide_the_order_of_numeric_dates() -> None:
    assert slash_order(["5/8/2026 1:00:00 AM", "23/8/2026 1:00:00 AM"]) is True
    assert slash_order(["5/8/2026 1:00:00 AM", None, "8/23/2026 1:00:00 AM"]) is False
    assert slash_order(["5/8/2026 1:00:00 AM"]) is None
    assert slash_order(["23/8/2026", "8/23/2026"]) is None
    assert parse_time("5/8/2026 1:00:00 AM", ceiling=CEILING, day_first=True) == at(2026, 8, 5, 1)
    assert parse_time("8/5/2026 13:00", ceiling=CEILING, day_first=False) == at(2026, 8, 5, 13)


def test_has_clock_tells_a_day_from_an_instant() -> None:
    assert has_clock("05/08/2026 10:00")
    assert has_clock("1754730000")
    assert not has_clock("Thứ Năm, 22/10/2025")
    assert not has_clock(None)


instants = st.datetimes(datetime(1990, 1, 2), datetime(2029, 12, 30)).map(  # noqa: DTZ001 - made aware here
    lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM)
)
spaces = st.sampled_from((" ", "\u00a0", "\u202f", "  "))
offsets = st.sampled_from(("+07", "+7", "+07:00", "+0700", "GMT+7", "GMT+07:00", "UTC+7", "ICT", "(GMT+7)", "+07:07"))


@given(instants, spaces)
def test_american_round_trip(moment: datetime, space: str) -> None:
    hour = moment.hour % 12 or 12
    half = "PM" if moment.hour >= 12 else "AM"
    raw = f"{moment.month}/{moment.day}/{moment.year} {hour}:{moment:%M:%S}{space}{half}"
    assert parse_time(raw, ceiling=CEILING) == moment


@given(instants, offsets, st.sampled_from(ENGLISH + WEEKDAYS), st.booleans())
def test_rfc822_round_trip(moment: datetime, offset: str, weekday: str, short: bool) -> None:
    year = f"{moment.year % 100:02}" if short else moment.year
    raw = f"{weekday}, {moment.day:02} {MONTHS[moment.month - 1]} {year} {moment:%H:%M:%S} {offset}"
    assert parse_time(raw, ceiling=CEILING) == moment


@given(instants, st.sampled_from(WEEKDAYS), st.sampled_from((", ", " - ", " | ", ", ngày ", " ")), st.booleans())
def test_vietnamese_round_trip(moment: datetime, weekday: str, joint: str, clock_first: bool) -> None:
    day, clock = f"{moment:%d/%m/%Y}", f"{moment:%H:%M}"
    raw = f"{weekday}, " + (f"{clock}{joint}{day}" if clock_first else f"{day}{joint.replace('ngày ', '')}{clock}")
    assert parse_time(raw, ceiling=CEILING) == moment.replace(second=0)


@given(
    st.datetimes(
        datetime(1990, 1, 2),  # noqa: DTZ001 - the zone is drawn
        datetime(2029, 12, 30),  # noqa: DTZ001
        timezones=st.sampled_from([timezone(timedelta(hours=h)) for h in (-5, 0, 5.5, 7, 8, 9)]),
    ),
    st.sampled_from(("T", " ")),
)
def test_iso_round_trip(moment: datetime, joint: str) -> None:
    assert parse_time(moment.isoformat(joint), ceiling=CEILING) == moment


@given(st.integers(1_000_000_000, 1_890_000_000))
def test_epoch_round_trip(seconds: int) -> None:
    assert parse_time(str(seconds), ceiling=CEILING) == datetime.fromtimestamp(seconds, UTC)


@given(st.text(max_size=60) | st.text(alphabet="0123456789/:-+., APMGTZhSCthứ\u202f", max_size=40))
def test_any_text_is_an_instant_in_range_or_none(raw: str) -> None:
    found = parse_time(raw, ceiling=CEILING)
    assert found is None or EARLIEST <= found <= CEILING


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("03/08/2026 - 07:15", at(2026, 8, 3, 7, 15)),
        ("3/8/2026, 07:15 (GMT+7)", at(2026, 8, 3, 7, 15)),
        ("03/08/2026 07:15 PM", at(2026, 8, 3, 19, 15)),  # a page for readers in Việt Nam: 3 August
        ("8/3/2026 7:15:00 PM", at(2026, 8, 3, 19, 15)),  # an unlocalised server: 3 August too
        ("07:15 | 03/08/2026", at(2026, 8, 3, 7, 15)),
        ("31/02/2026 07:15", None),
        ("03/08/2031 07:15", None),
    ],
)
def test_a_stamp_shown_to_readers_is_day_first(raw: str, expected: datetime | None) -> None:
    assert parse_shown(raw, ceiling=CEILING) == expected
