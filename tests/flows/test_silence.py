"""The sequential watch: what falls silent is found soon, what lives is left alone, and only the past decides."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dayforms import HOLIDAY, PLAIN, TET, forms, slot_of
from flows.silence import silences
from flows.spells import Spell
from flows.wording import VIETNAM
from tests.flows.streams import MONDAY, Counts, hour_of, paper

FIRST = hour_of(MONDAY)


def found(seen: Counts, *, first: int = FIRST, fleets: int = 1) -> list[Spell]:
    return silences(first, seen, np.ones_like(seen, dtype=np.bool_), fleets=fleets)


def fleet(n: int, days: int, a_day: float, seed: int = 1) -> Counts:
    rng = np.random.default_rng(seed)
    return np.stack([paper(days, a_day, rng) for _ in range(n)])


def test_the_hours_and_days_are_those_of_viet_nam() -> None:
    assert slot_of(FIRST) == 0
    assert slot_of(hour_of(datetime(2026, 8, 9, 23, 30, tzinfo=VIETNAM))) == 167
    noon = [
        hour_of(datetime(2026, month, day, 12, tzinfo=VIETNAM)) for month, day in ((2, 16), (2, 24), (3, 2), (9, 2))
    ]
    assert [int(forms(hour, 1)[0]) for hour in noon] == [TET, TET, PLAIN, HOLIDAY]


def test_a_killed_paper_is_found_within_a_day_and_a_busy_one_within_eight_hours() -> None:
    delays: dict[int, list[int]] = {60: [], 15: []}
    for a_day, late in delays.items():
        seen = fleet(24, 42, a_day)
        kills = [21 * 24 + 17 * number for number in range(24)]
        for row, kill in zip(seen, kills, strict=True):
            row[kill:] = 0
        opened = {spell.source: spell.opened for spell in reversed(found(seen, fleets=24)) if spell.closed is None}
        late += [opened[source] + 1 - FIRST - kill for source, kill in enumerate(kills)]
    assert max(delays[60] + delays[15]) <= 24
    assert np.median(delays[60]) <= 8


def test_living_papers_are_left_alone_through_bursts_weekends_and_holidays() -> None:
    rng = np.random.default_rng(5)
    rows = [paper(120, 40, rng) for _ in range(8)]
    rows += [paper(120, 25, rng, weekdays=(0, 1, 2, 3, 4)) for _ in range(4)]
    rows += [paper(120, 20, rng, weekdays=(3,)) for _ in range(4)]
    seen = np.stack(rows)
    seen[0, 24 * 40 + 9] = 300  # one burst must not raise what is expected ever after
    told = found(seen, fleets=len(rows))
    assert len(told) <= 5, f"{len(told)} false alarms in {len(rows) * 120 // 7} source-weeks"


def test_a_weekly_paper_is_not_silent_on_tuesday_but_is_after_a_missed_issue() -> None:
    row = paper(140, 30, np.random.default_rng(2), weekdays=(3,))
    assert not found(row[None])
    row[24 * 100 :] = 0
    (spell,) = found(row[None])
    assert timedelta(hours=spell.opened - FIRST - 24 * 101) < timedelta(days=15), "the issue of day 101 is missing"


def test_hours_in_which_nobody_was_asked_say_nothing() -> None:
    seen = fleet(3, 40, 60)
    looked = np.ones_like(seen, dtype=np.bool_)
    seen[:, 24 * 30 : 24 * 33], looked[:, 24 * 30 : 24 * 33] = 0, False
    assert not silences(FIRST, seen, looked)


def test_a_silence_of_all_is_ours_and_a_silence_of_one_is_its_own() -> None:
    seen = fleet(12, 40, 60)
    seen[:, 24 * 30 + 8 : 24 * 31 + 8] = 0
    assert not found(seen)
    seen[4, 24 * 34 :] = 0
    assert [(spell.source, spell.closed) for spell in found(seen)] == [(4, None)]


def test_an_incident_closes_by_itself() -> None:
    seen = fleet(1, 60, 60)
    seen[0, 24 * 30 : 24 * 32] = 0
    (spell,) = found(seen)
    assert spell.closed is not None
    assert 24 * 32 <= spell.closed - FIRST < 24 * 32 + 8
    assert spell.seen == 0
    assert spell.expected > 5


def test_far_fewer_than_usual_is_told_too() -> None:
    seen = fleet(1, 60, 60)
    seen[0, 24 * 40 :] = np.random.default_rng(3).binomial(seen[0, 24 * 40 :].astype(int), 0.15)
    spells = [spell for spell in found(seen) if spell.falling]
    assert spells
    assert spells[0].opened - FIRST < 24 * 46
    assert spells[0].seen < 0.4 * spells[0].expected


def nightly(days: int, rng: np.random.Generator) -> Counts:
    """A paper of which we see one burst a night: it begins an hour sooner or later and lasts four to six."""
    row = np.zeros(days * 24)
    for day in range(1, days):
        begins = day * 24 + 19 + int(rng.integers(-1, 2))
        row[begins : begins + int(rng.integers(4, 7))] = 6
    return row


def test_a_nightly_burst_that_does_not_come_is_told_within_a_day_and_a_late_one_is_not() -> None:
    rng = np.random.default_rng(4)
    seen = np.stack([nightly(56, rng) for _ in range(24)])
    told = found(seen, fleets=24)
    assert len(told) <= 1, f"{len(told)} false alarms in {24 * 8} source-weeks"
    kills = [30 * 24 + 17 * number for number in range(24)]
    for row, kill in zip(seen, kills, strict=True):
        row[kill:] = 0
    opened = {spell.source: spell.opened for spell in reversed(found(seen, fleets=24)) if spell.closed is None}
    late = [opened[source] + 1 - FIRST - kill for source, kill in enumerate(kills)]
    assert np.mean(np.array(late) <= 24) >= 0.95, late


def test_a_source_that_is_asked_once_a_day_is_told_at_the_first_empty_answer() -> None:
    seen, looked = np.zeros((12, 40 * 24)), np.zeros((12, 40 * 24), dtype=np.bool_)
    seen[:, 7::24], looked[:, 7::24] = 30, True
    seen[3, 30 * 24 :] = 0
    assert [(spell.source, spell.opened - FIRST) for spell in silences(FIRST, seen, looked)] == [(3, 30 * 24 + 7)]


def test_after_a_pause_of_ours_a_silence_is_soon_its_own_again() -> None:
    seen = fleet(12, 40, 60)
    seen[:, 24 * 30 : 24 * 32] = 0
    seen[4, 24 * 31 :] = 0
    (spell,) = found(seen)
    assert spell.source == 4
    assert spell.opened - FIRST < 24 * 32 + 14


@settings(max_examples=15, deadline=None)
@given(cut=st.integers(24 * 8, 24 * 29), seed=st.integers(0, 50))
def test_what_comes_later_changes_nothing_before(cut: int, seed: int) -> None:
    seen = fleet(6, 30, 20, seed)
    seen[2, 24 * 20 :] = 0
    whole = [(spell.source, spell.opened) for spell in found(seen) if spell.opened - FIRST < cut]
    assert [(spell.source, spell.opened) for spell in found(seen[:, :cut])] == whole


@pytest.mark.parametrize("n_hours", [1, 24, 200])
def test_streams_of_nothing_are_no_incident(n_hours: int) -> None:
    assert not found(np.zeros((3, n_hours)))
