"""Whose digest leaves when."""

from pathlib import Path

import pytest

from flows.rota import Turn, desks_at, turns
from flows.settings import Settings

DESK = 'name = "Bàn"\nunit = "Bàn thử"\nlevel = "co_so"\n'


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    """Three desks with readers: one earlier, one without a daily digest."""
    (tmp_path / "toan-quoc.toml").write_text('recipients = ["a@b.example"]\n')
    (tmp_path / "som.toml").write_text(f'{DESK}recipients = ["c@b.example"]\ndaily = {{ at = 05:45:00 }}\n')
    weekly = "daily = { on = false }\nweekly = { at = 15:00:00, weekday = 7 }\n"
    (tmp_path / "tuan.toml").write_text(f'{DESK}recipients = ["d@b.example"]\n{weekly}')
    return Settings(desks_dir=tmp_path)


def test_every_hour_of_some_desk_is_a_turn(site: Settings) -> None:
    assert set(turns(site)) == {
        Turn("day", "06:30"),
        Turn("day", "05:45"),
        Turn("week", "1 06:45"),
        Turn("week", "7 15:00"),
    }
    assert {turn.name: turn.cron for turn in turns(site)} == {
        "daily 0630": "30 6 * * *",
        "daily 0545": "45 5 * * *",
        "weekly 1 0645": "45 6 * * 1",
        "weekly 7 1500": "0 15 * * 0",
    }


def test_a_turn_is_for_those_whose_hour_it_is(site: Settings) -> None:
    def names(period: str, clock: str | None = None) -> list[str]:
        return [desk.desk_id for desk in desks_at(site, period, clock)]

    assert names("day") == ["toan-quoc", "som"]
    assert names("day", "05:45") == ["som"]
    assert names("week") == ["toan-quoc", "som", "tuan"]
    assert names("week", "7 15:00") == ["tuan"]
    assert names("day", "12:00") == []


def test_without_readers_the_nationwide_desk_is_composed() -> None:
    assert [desk.desk_id for desk in desks_at(Settings(recipients=()), "day")] == ["toan-quoc"]
    assert [turn.cron for turn in turns(Settings(recipients=()))] == ["30 6 * * *", "45 6 * * 1"]
