"""What the watch keeps between loads spares it the past and changes nothing: step by step tells what one look tells."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from flows import incidents
from flows.hourwatch import HourWatch
from tests.flows.watchworld import runs
from tests.warehouse.rows import RunRows
from warehouse import db, states, store

HOURS = 24 * 45


def told(root: Path, loads: Sequence[Sequence[RunRows]]) -> list[tuple[object, ...]]:
    """The incidents after these loads."""
    with db.writer(root) as con:
        for load in loads:
            for run in load:
                run.store(con)
            states.settle(con)
            incidents.refresh(con, [run.run_id for run in load])
        assert store.sql(con, "select count(*) from ops.watch_memory")[1] == [(1,)]
        return store.sql(con, "select * from core.incidents order by all")[1]


def rows(rng: np.random.Generator, first: int, last: int) -> list[dict[str, object]]:
    """Hours of three outlets, one of which falls silent in the end."""
    return [
        {
            "source_id": name,
            "kind": kind,
            "hour": hour,
            "articles": int(rng.poisson(rate * (hour < 900 or name != "b"))),
        }
        for name, kind, rate in (("a", "central", 4), ("b", "central", 6), ("c", "sector", 2))
        for hour in range(first, last)
        if rng.random() < 0.95
    ]


def test_hours_that_come_in_parts_and_are_kept_as_text_tell_the_same() -> None:
    every = rows(np.random.default_rng(5), 0, HOURS)
    at = datetime.fromtimestamp(HOURS * 3600, UTC)
    whole = HourWatch.of(every).troubles(every, at)
    assert {one.source_id for one in whole} == {"b"}
    watch, told_in_parts = HourWatch.of(every), []
    for until in (1, 300, 301, 899, 950, HOURS):
        begun = watch.vigil.next_hour
        some = [row for row in every if begun <= row["hour"] < until]  # type: ignore[operator]
        now = datetime.fromtimestamp(until * 3600 - 1, UTC)
        told_in_parts = watch.troubles(some, now)
        watch = HourWatch.unpacked(watch.packed())
        assert watch.vigil.next_hour == until - 1
    assert told_in_parts == whole


@pytest.mark.slow
def test_a_load_after_another_is_watched_as_both_at_once(tmp_path: Path) -> None:
    every = list(runs(3, days=12, papers=3, gaps_h=(8.0, 16.0)))
    at_once = told(tmp_path / "once", [every])
    assert at_once
    assert told(tmp_path / "step", [[run] for run in every]) == at_once


@pytest.mark.slow
def test_a_run_that_comes_late_is_watched_in_its_place(tmp_path: Path) -> None:
    every = list(runs(8, days=20, papers=3, gaps_h=(8.0, 16.0)))
    some = [every[:9], every[10:12], [every[9]], every[12:20], every[20:21], every[21:]]
    assert told(tmp_path / "late", some) == told(tmp_path / "once", [every])
