"""Vietnamese dates, numbers and cut sentences."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.records import REJECT_REASONS, REQUEST_REASONS
from flows.wording import (
    FAILURE_NAMES,
    clip,
    clock,
    failure,
    full_date,
    long_date,
    number,
    one_line,
    percent,
    quoted,
    week_span,
)


def test_numbers_have_dots_and_commas() -> None:
    assert [number(n) for n in (0, 999, 1000, 3251, 1234567)] == ["0", "999", "1.000", "3.251", "1.234.567"]
    assert [percent(1, 8), percent(1, 4), percent(0, 0), percent(2, 3), percent(1, 10)] == [
        "12,5%",
        "25%",
        "0%",
        "67%",
        "10%",
    ]


def test_dates_are_written_as_in_official_papers() -> None:
    assert long_date(date(2026, 8, 5)) == "Thứ Tư, 05/8/2026"
    assert long_date(date(2026, 2, 1)) == "Chủ nhật, 01/02/2026"
    assert full_date(date(2026, 12, 31)) == "31/12/2026"
    assert full_date(date(2026, 1, 9)) == "09/01/2026"


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2026, 8, 3), "03–09/8/2026"),
        (date(2026, 7, 27), "27/7–02/8/2026"),
        (date(2026, 12, 28), "28/12/2026–03/01/2027"),
    ],
)
def test_weeks(monday: date, words: str) -> None:
    assert week_span(monday) == words


def test_hours_are_those_of_viet_nam() -> None:
    moment = datetime(2026, 8, 5, 20, 5, tzinfo=UTC)
    assert clock(moment, day=date(2026, 8, 6)) == "03:05"
    assert clock(moment, day=date(2026, 8, 5)) == "03:05 ngày 06/8"
    assert clock(None) == "không rõ giờ đăng"


def test_every_reason_of_the_crawler_has_words() -> None:
    assert set(FAILURE_NAMES) >= REQUEST_REASONS | REJECT_REASONS
    assert failure("chưa-có-tên") == "chưa-có-tên"
    assert failure(None) == "không rõ nguyên nhân"


def test_a_quote_inside_a_quote_becomes_single() -> None:
    assert quoted('“Chúng tôi chờ”, chị nói: "vẫn chờ".', 100) == "“‘Chúng tôi chờ’, chị nói: ’vẫn chờ’.”"
    assert quoted("“Chúng tôi chờ.”", 100) == "“Chúng tôi chờ.”"


@given(st.text(), st.integers(2, 50))
def test_cutting_never_exceeds_nor_breaks_lines(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit
    assert cut == one_line(cut)
    assert len(cut.splitlines()) <= 1


def test_of_a_monstrous_text_only_the_beginning_is_read() -> None:
    assert clip(" " * 10_000 + "tin", 20) == "…"
    assert clip("tin " * 1_000_000, 20) == "tin tin tin tin…"
