"""The watch goes month by month: a load costs the same in any year, and what is open is followed through them all."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from crawlers.source import Roll
from flows.collect import load_runs
from flows.home import Home
from flows.incidents import Incident, followed
from flows.watchspan import WARM, months, span_of
from flows.wording import VIETNAM
from tests.flows.breakage import BREAKS, MONDAY, Press
from tests.flows.test_incidents import OUTLETS, told
from warehouse import db

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 4, 2, tzinfo=UTC)


def incident(name: str, opened: datetime, closed: datetime | None = None, cause: str = "blocked") -> Incident:
    return Incident(name, name, cause, opened, opened, closed, None, None, None, None, None)


def at_night(day: int) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(23, 30), VIETNAM)


def test_a_month_is_read_with_three_months_before_it_whatever_the_age_of_the_warehouse() -> None:
    span = span_of(MARCH, [])
    assert (span.since, span.earliest, span.until) == (MARCH - WARM, MARCH - WARM, datetime(2026, 4, 1, tzinfo=UTC))
    opened = datetime(2025, 1, 5, tzinfo=UTC)
    assert span_of(MARCH, [("bao", opened)]).earliest == opened - WARM
    assert span_of(MARCH, [("bao", opened)]).since == MARCH - WARM


def test_a_load_watches_the_months_that_it_reaches_into() -> None:
    assert list(months(MARCH + timedelta(days=9), MARCH + timedelta(days=10))) == [MARCH]
    assert [month.month for month in months(MARCH - timedelta(hours=5), LATER)] == [2, 3, 4]


def test_what_is_open_is_followed_and_what_ended_stands() -> None:
    before = MARCH - timedelta(days=10)
    kept = [incident("a", before), incident("b", before), incident("c", before, before), incident("d", before)]
    found = [incident("a", before - timedelta(days=3), LATER), incident("b", before), incident("e", LATER)]
    told_now = {one.source_id: (one.opened_at, one.closed_at) for one in followed(kept, found, MARCH)}
    assert told_now == {
        "a": (before, LATER),
        "b": (before, None),
        "c": (before, before),
        "d": (before, MARCH),
        "e": (LATER, None),
    }


def test_a_run_that_is_loaded_late_is_watched_from_its_own_day_on(tmp_path: Path) -> None:
    press = Press(tmp_path, OUTLETS[:1])
    for day in (0, 1, 2, 40):
        press.land(day)
    assert told(tmp_path, press) == []
    began = press.land(3, {OUTLETS[0]: BREAKS["forbidden"][1]})  # by another worker, whose disk came back late
    found = told(tmp_path, press)
    assert [(cause, opened, closed) for _, cause, opened, closed in found] == [("blocked", began, at_night(40))]
    with db.rebuilding(tmp_path) as con:
        load_runs(con, Home(tmp_path), Roll(press.sources, {}))
    assert told(tmp_path, press) == found


@pytest.mark.slow
def test_five_months_of_trouble_is_one_incident_and_a_rebuild_tells_the_same(tmp_path: Path) -> None:
    press = Press(tmp_path, OUTLETS[:2])
    for day in range(3):
        press.land(day)
    broken = {OUTLETS[0]: BREAKS["forbidden"][1], OUTLETS[1]: BREAKS["selectors gone"][1]}
    began = at_night(3)
    for day in (3, 150):
        press.land(day, broken)
        assert {(name, opened) for name, _, opened, closed in told(tmp_path, press) if closed is None} == {
            (OUTLETS[0], began),
            (OUTLETS[1], began),
        }
    ended = press.land(151)
    step_by_step = told(tmp_path, press)
    assert {closed for _, _, opened, closed in step_by_step if opened == began} == {ended}
    with db.rebuilding(tmp_path) as con:
        load_runs(con, Home(tmp_path), Roll(press.sources, {}))
    assert told(tmp_path, press) == step_by_step
