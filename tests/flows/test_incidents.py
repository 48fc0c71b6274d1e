"""Every way in which an outlet's web breaks is told by its right cause at the next run, and ends by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.source import Roll
from flows.collect import load_runs
from flows.home import Home
from tests.flows.breakage import BREAKS, FEED_BREAKS, LAYOUTS, LIST_BREAKS, Broken, Press
from warehouse import db, store

Told = list[tuple[str, str, object, object]]
OUTLETS = tuple(LAYOUTS.values())


def told(root: Path, press: Press) -> Told:
    with db.writer(root) as con:
        assert not load_runs(con, Home(root), Roll(press.sources, {})).broken
        rows = store.sql(con, "select source_id, cause, opened_at, closed_at from core.incidents order by all")[1]
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def matrix(root: Path, *, by_lists: bool, breaks: dict[str, tuple[str, Broken]], turns: range) -> Iterator[str]:
    """What was told wrongly, each outlet broken in another way at a time; every break meets other layouts by turns."""
    names = list(breaks)
    for turn in turns:
        chosen = {name: names[(place + turn) % len(names)] for place, name in enumerate(OUTLETS)}
        press = Press(root / str(turn), OUTLETS, by_lists=by_lists)
        for day in range(3):
            press.land(day)
        at = press.land(3, {name: breaks[label][1] for name, label in chosen.items()})
        found = told(root / str(turn), press)
        for name, label in chosen.items():
            causes = [(cause, opened, closed) for source, cause, opened, closed in found if source == name]
            if causes != [(breaks[label][0], at, None)]:
                yield f"{name}, {label}: {causes}"


def test_each_break_has_its_cause_at_the_next_run(tmp_path: Path) -> None:
    wrong = list(matrix(tmp_path / "feeds", by_lists=False, breaks={**BREAKS, **FEED_BREAKS}, turns=range(0, 16, 8)))
    wrong += matrix(tmp_path / "lists", by_lists=True, breaks={**LIST_BREAKS, **BREAKS}, turns=range(1))
    assert not wrong


@pytest.mark.slow
def test_every_layout_and_every_break(tmp_path: Path) -> None:
    every = {**BREAKS, **FEED_BREAKS}
    wrong = list(matrix(tmp_path / "feeds", by_lists=False, breaks=every, turns=range(len(every))))
    assert len(wrong) <= 0.05 * len(every) * len(OUTLETS), wrong


def test_incidents_end_by_themselves_and_a_rebuild_tells_the_same(tmp_path: Path) -> None:
    names = OUTLETS[:4]
    labels = dict(zip(names, ("forbidden", "dates gone", "frozen", "selectors gone"), strict=True))
    press = Press(tmp_path, names)
    for day in range(3):
        press.land(day)
        told(tmp_path, press)
    press.land(3, {name: BREAKS[label][1] for name, label in labels.items()})
    assert {(name, cause) for name, cause, _, closed in told(tmp_path, press) if closed is None} == {
        (name, BREAKS[label][0]) for name, label in labels.items()
    }
    at = press.land(4)
    step_by_step = told(tmp_path, press)
    assert {closed for _, _, _, closed in step_by_step} == {at}
    with db.rebuilding(tmp_path) as con:
        load_runs(con, Home(tmp_path), Roll(press.sources, {}))
    assert told(tmp_path, press) == step_by_step


def test_a_sound_press_has_no_incident(tmp_path: Path) -> None:
    press = Press(tmp_path, OUTLETS)
    for day in range(6):
        press.land(day)
    assert told(tmp_path, press) == []
