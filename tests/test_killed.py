"""A day killed at any moment and run again ends in the same tables, and nobody gets a second mail."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import steps
from flows.demo.press import DEMO_DAY, SOURCES_DIR
from flows.demo.server import press_web
from flows.home import Home, open_home
from flows.settings import Settings
from tests.test_day import tables
from warehouse import db, store

KILLS = 6
DAY = """
import sys
from datetime import date
from pathlib import Path
from flows import steps
from flows.home import open_home
from flows.settings import Settings

home = open_home(Path(sys.argv[1]))
settings = Settings(home=home.root, sources_dir=Path(sys.argv[2]))
print("ready", flush=True)
steps.load_step(home, settings)
steps.annotate_step(home)
digest_id = steps.digest_step(home, settings, date.fromisoformat(sys.argv[3]))
steps.send_step(home, settings, digest_id)
steps.publish_step(home)
"""


def begin(home: Path) -> subprocess.Popen[str]:
    """A day in a process of its own, from the landed run to the published copy; its imports are done."""
    command = [sys.executable, "-c", DAY, str(home), str(SOURCES_DIR), DEMO_DAY.isoformat()]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finish(home: Path) -> float:
    """Run a day to its end; gives the seconds it took."""
    began = time.monotonic()
    with begin(home) as process:
        assert process.wait(timeout=240) == 0
    return time.monotonic() - began


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds one landed crawl of the bundled press web and nothing else."""
    home = open_home(tmp_path_factory.mktemp("landed"))
    with press_web() as proxy:
        settings = Settings(home=home.root, sources_dir=SOURCES_DIR, proxy=proxy, pace_scale=0.02)
        steps.crawl_step(home, settings)
    home.warehouse.unlink()
    return home.root


@pytest.mark.slow
def test_a_killed_day_is_simply_run_again(landed: Path, tmp_path: Path) -> None:
    calm = tmp_path / "calm"
    shutil.copytree(landed, calm)
    length = finish(calm)
    expected = comparable(open_home(calm))
    chance = random.Random(20)
    for number in range(KILLS):
        torn = tmp_path / f"torn{number}"
        shutil.copytree(landed, torn)
        with begin(torn) as process:
            time.sleep(length * chance.random() * 0.9)
            process.send_signal(signal.SIGKILL)
        finish(torn)
        assert comparable(open_home(torn)) == expected
        assert len(list((torn / "outbox").glob("*.eml"))) == 1


SENT = "select digest_id, recipient, message_id, status, channel, desk from core.deliveries order by all"


def comparable(home: Home) -> dict[str, list[object]]:
    """The tables of a home; of deliveries what came of them, without moments and attempts."""
    found: dict[str, list[object]] = {name: list(rows) for name, rows in tables(home).items()}
    with db.writer(home.root) as con:
        found["core.deliveries"] = list(store.sql(con, SENT)[1])
    return found
