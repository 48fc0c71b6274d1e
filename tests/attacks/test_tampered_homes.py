"""Attack: what stands in a home was laid there by somebody else: marks, locks, runs and settings of strange kinds."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.source import read_sources
from flows import running, steplog
from flows.backup import back_up
from flows.cli import app
from flows.failures import KNOWN_ERRORS
from flows.home import Home, open_home
from flows.machine import last_steps
from flows.running import fallen
from tests.attacks.test_given_files import OUTLET
from warehouse import db
from warehouse.db import WarehouseError

YEAR = timedelta(days=365)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home")


def test_marks_that_are_pipes_links_folders_or_endless_hold_no_step_up(home: Home) -> None:
    marks = home.root / ".running"
    marks.mkdir()
    os.mkfifo(marks / "20260805T010000000000-1-load")
    (marks / "20260805T010000000001-1-load").symlink_to("/dev/zero")
    (marks / "20260805T010000000002-1-load").mkdir()
    with (marks / "20260805T010000000003-1-load").open("wb") as out:
        out.truncate(2**40)
    (marks / "99999999T999999999999-1-load").touch()
    (marks / "20260805T010000000004-1-\x1b[2J").touch()
    found = list(fallen(home))
    assert {mark.path.name[20] for mark in found} <= {"0", "2", "3", "4"}
    assert all(len(mark.run) <= 200 and len(mark.step) <= 200 for mark in found)
    with db.writer(home.root) as con:  # who writes looks at the marks
        assert steplog.load(con, home) == len(found)


def test_a_mark_of_days_to_come_alarms_nobody_for_ever(home: Home) -> None:
    with running.running(home, "load", datetime.now(UTC) + YEAR, "x"):
        pass
    marks = home.root / ".running"
    (marks / f"{datetime.now(UTC) + YEAR:%Y%m%dT%H%M%S%f}-1-load").touch()
    assert [row.outcome for row in steplog.read(home)] == ["failed"]
    assert last_steps(home) == {}


def test_steps_are_loaded_though_one_began_under_a_clock_that_was_ahead(home: Home) -> None:
    logs = home.root / "logs"
    logs.mkdir()
    now = datetime.now(UTC)
    for moment in (now + YEAR, now - timedelta(hours=1)):
        row = {"begun_at": moment.isoformat(), "step": "load", "seconds": 1.0, "outcome": "done", "error": None}
        line = json.dumps({**row, "facts": "{}"}) + "\n"
        with (logs / f"steps-{moment:%Y-%m}.jsonl").open("a", encoding="utf-8") as out:
            out.write(line)
        with db.writer(home.root) as con:
            assert steplog.load(con, home) == 1


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_a_lock_that_is_no_file_is_told_and_nothing_is_written_through_it(
    kind: str, home: Home, tmp_path: Path
) -> None:
    victim = tmp_path / "run.json"
    victim.write_text('{"run_id": 1}', encoding="utf-8")
    lock = home.root / ".lock"
    if kind == "pipe":
        os.mkfifo(lock)
        with db.writer(home.root), pytest.raises(WarehouseError), db.writer(home.root, wait_s=0):
            pass
        return
    lock.symlink_to(victim) if kind == "link" else lock.mkdir()
    with pytest.raises(WarehouseError, match=r"\.lock"), db.writer(home.root):
        pass
    assert victim.read_text(encoding="utf-8") == '{"run_id": 1}'


@pytest.mark.parametrize("words", [["doctor"], ["rebuild"], ["retain", "--dry-run"]], ids=lambda words: words[0])
def test_runs_of_days_that_no_calendar_has_stop_no_command(words: list[str], home: Home) -> None:
    for day in ("99999999T999999Z", "00000000T000000Z", "99991231T235959Z", "20260230T000000Z"):
        (home.landed / f"{day}-aaaaaa").mkdir()
    done = CliRunner().invoke(app, words, env={"DIEMTIN_HOME": str(home.root), "DIEMTIN_KEEP_PAGES_DAYS": "30"})
    assert done.exit_code in (0, 1), done.output
    assert done.exception is None or isinstance(done.exception, (SystemExit, *KNOWN_ERRORS)), repr(done.exception)
    if words == ["doctor"]:
        assert "mô hình" in done.output.lower()  # the looks behind the one at runs were made, too


def test_the_30th_of_february_is_told_by_the_doctor(home: Home) -> None:
    (home.landed / "20260230T000000Z-aaaaaa").mkdir()
    done = CliRunner().invoke(app, ["doctor"], env={"DIEMTIN_HOME": str(home.root)})
    assert "Lượt thu thập lạ: 20260230T000000Z-aaaaaa" in done.output


def test_outlets_whose_files_differ_in_the_case_of_letters_only(tmp_path: Path) -> None:
    for name in ("bao", "BAO", "bäo", "ｂａｏ", "bao.toml"):
        text = OUTLET.format("bao").replace('id = "bao"', f'id = "{name}"')
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    roll = read_sources(tmp_path)
    assert list(roll.sources) == ["bao"]
    assert len(roll.faults) == 4


def test_a_home_whose_backup_is_asked_for_by_a_link_into_itself(home: Home, tmp_path: Path) -> None:
    (tmp_path / "lien-ket").symlink_to(home.root)
    with pytest.raises(KNOWN_ERRORS, match="inside the home"):
        back_up(home.root, tmp_path / "lien-ket" / "sao")
