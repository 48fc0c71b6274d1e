"""The record of steps: one line each, done or failed, names and numbers only, shown to analysts."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.running import running
from flows.settings import Settings
from flows.steplog import DIED, load, logged, read, run_of_process
from flows.steps import load_step, publish_step
from warehouse import db


@logged("double", lambda n: {"n": n})
def double(home: Home, n: int, *, wrong: bool = False) -> int:
    """Stand-in for a step."""
    if wrong:
        raise ValueError("mật khẩu là 1234")
    return 2 * n


def test_a_step_is_one_line_with_its_numbers(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    assert double(home, 4) == 8
    with pytest.raises(ValueError, match="mật khẩu"):
        double(home, 4, wrong=True)
    good, bad = read(home)
    assert (good.step, good.outcome, good.error, good.facts) == ("double", "done", None, '{"n": 8}')
    assert (bad.outcome, bad.error, bad.facts) == ("failed", "ValueError", "{}")
    (path,) = (tmp_path / "logs").glob("*")
    assert "1234" not in path.read_text(encoding="utf-8"), "what went wrong may hold a secret; its kind does not"
    assert path.stat().st_mode & 0o077 == 0


def test_a_torn_line_costs_no_other(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    double(home, 1)
    (path,) = (tmp_path / "logs").glob("*")
    with path.open("a", encoding="utf-8") as out:
        out.write('{"begun_at": "2026')
    double(home, 2)
    assert [row.facts for row in read(home)] == ['{"n": 2}', '{"n": 4}']


def test_a_line_of_before_there_were_runs_and_one_that_comes_twice(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    double(home, 1)
    (path,) = (tmp_path / "logs").glob("*")
    old = '{"begun_at": "2026-08-05T01:00:00+00:00", "step": "load", "seconds": 1.0, "outcome": "done", '
    old += '"error": null, "facts": "{}"}\n'
    path.write_text(2 * old + path.read_text(encoding="utf-8"), encoding="utf-8")
    with db.writer(home.root) as con:
        assert load(con, home) == 2


def test_a_log_that_can_not_be_written_stops_no_work(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    (tmp_path / "logs").write_text("no folder", encoding="utf-8")
    assert double(home, 4) == 8


def test_analysts_see_the_steps(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    load_step(home, Settings(home=tmp_path))
    publish_step(home)
    with db.reader(home.published) as con:
        rows = con.execute("select step, outcome, items, run, peak_mb > 20 from mart.steps").fetchall()
        kinds = dict(con.execute("select kind, bytes from mart.home_kinds where files > 0").fetchall())
    assert rows == [("load", "done", 0, run_of_process(), True)]
    assert kinds["warehouse"] > kinds["logs"] > 0
    with db.writer(home.root) as con:
        assert load(con, home) == 1, "the publishing itself is in the next copy"


KILLED = """
import os, sys
from pathlib import Path
from flows.home import open_home
from flows.steplog import logged

@logged("double", lambda n: {})
def double(home):
    os.kill(os.getpid(), 9)

double(open_home(Path(sys.argv[1])))
"""


def test_a_step_whose_process_died_is_told_by_whoever_comes_next(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)
    assert [(row.step, row.outcome, row.error) for row in read(home)] == [("double", "failed", DIED)]
    assert not list((tmp_path / "logs").glob("*")), "who looks changes nothing"
    (tmp_path / ".running" / ".20260803T080000000000-5297-alert.tmp").touch()  # killed before it stood in its place
    double(home, 2)
    assert [(row.outcome, row.error) for row in read(home)] == [("failed", DIED), ("done", None)]
    assert not list((tmp_path / ".running").iterdir())


def test_a_mark_of_which_a_power_cut_left_the_name_tells_as_much(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    (tmp_path / ".running").mkdir()
    (tmp_path / ".running" / "20260803T080000000000-5297-alert").touch()
    (tmp_path / ".running" / "no-mark-at-all").touch()
    assert [(row.step, row.begun_at.isoformat(), row.error) for row in read(home)] == [
        ("alert", "2026-08-03T08:00:00+00:00", DIED)
    ]


def test_a_step_at_work_is_no_dead_one(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    with running(home, "load", datetime.now(UTC), "run"):
        assert len(list((tmp_path / ".running").iterdir())) == 1
        assert list(read(home)) == []
    assert list(read(home)) == []
