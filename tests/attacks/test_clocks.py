"""Attack: a clock that is a year ahead for an hour, was set back, or tells 1970; days that no calendar has."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.clocktrust import ClockError, trust_clock
from flows.corrections import Correction, CorrectionError, keep_lines, said_in_files
from flows.home import Home, open_home
from flows.settings import Settings

NOW = datetime(2026, 8, 5, 1, tzinfo=UTC)
YEAR, DAY = timedelta(days=365), timedelta(days=1)


def say(home: Home, value: str, at: datetime) -> Path:
    said = {"text_id": "t", "field": "valence", "value": value, "evidence": None, "evidence_index": None}
    return keep_lines(home.corrections, [{**said, "said_by": "ban"}], at)


@pytest.mark.parametrize("moved", [-DAY, -YEAR, -56 * YEAR, timedelta(0)])
def test_of_two_words_the_later_one_counts_whatever_the_clock_said(moved: timedelta, tmp_path: Path) -> None:
    home = open_home(tmp_path)
    for value, at in (("pos", NOW), ("neg", NOW + moved), ("neu", NOW + 2 * moved)):
        say(home, value, at)
    said = list(said_in_files(home.corrections, Correction, "sửa nhãn", None, CorrectionError))
    assert [one.value for one in sorted(said, key=lambda one: (one.said_at, one.correction_id))] == [
        "pos",
        "neg",
        "neu",
    ]


def test_words_said_while_the_clock_was_ahead_are_overruled_by_later_ones(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    say(home, "pos", NOW + 10 * YEAR)
    say(home, "neg", NOW)
    said = list(said_in_files(home.corrections, Correction, "sửa nhãn", None, CorrectionError))
    assert max(said, key=lambda one: one.said_at).value == "neg"


def test_the_same_word_in_the_same_moment_is_one_file(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    assert say(home, "pos", NOW) == say(home, "pos", NOW)
    assert len(list(home.corrections.glob("*.jsonl"))) == 1


def hourly(home: Home, *moments: datetime) -> None:
    for number, moment in enumerate(moments):
        (home.landed / f"{moment:%Y%m%dT%H%M%SZ}-{number:06x}").mkdir()


def test_nothing_is_deleted_for_good_in_the_hours_of_a_clock_that_jumped(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    hourly(home, *(NOW - number * DAY for number in range(9, 0, -1)))
    trust_clock(home, NOW)
    for hour in range(3):  # also when runs have landed at the wrong hour
        with pytest.raises(ClockError, match=r"04/8/2026 đến 05/8/2027"):
            trust_clock(home, NOW + YEAR + timedelta(hours=hour))
        hourly(home, NOW + YEAR + timedelta(hours=hour))
    trust_clock(home, NOW)  # right again: what lies ahead of it says nothing


def test_after_a_long_pause_three_days_of_runs_are_enough(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    hourly(home, *(NOW - YEAR - number * DAY for number in range(5, 0, -1)))
    hourly(home, NOW, NOW + DAY)
    with pytest.raises(ClockError):
        trust_clock(home, NOW + DAY)
    hourly(home, NOW + 2 * DAY)
    trust_clock(home, NOW + 2 * DAY + timedelta(hours=1))


def test_runs_of_days_that_no_calendar_has_say_nothing(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    (home.landed / "99999999T999999Z-aaaaaa").mkdir()
    (home.landed / "00010101T000000Z-aaaaaa").mkdir()
    (home.landed / "99991231T235959Z-aaaaaa").mkdir()
    hourly(home, NOW - DAY, NOW - 2 * DAY, NOW - 3 * DAY)
    trust_clock(home, NOW)


@pytest.mark.parametrize("field", ["keep_pages_days", "keep_feeds_days", "keep_irrelevant_days", "comment_days"])
def test_more_days_than_a_calendar_has_are_refused_at_the_start(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Settings(**{field: 10**10})
