"""A rebuild equals the warehouse that grew, whatever the order, the crashes and the duplicates."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.ingest import copy_run
from flows import collect, models, steps
from flows.annotate import annotate_pending
from flows.home import Home, open_home
from nlp.annotator import Annotator
from nlp.records import Annotation, Document
from tests.flows.landed_press import START, land, pieces, settings_of
from tests.test_day import tables
from warehouse import db

RUNS = 6


class CrashError(Exception):
    """What stands for a process that dies: nothing of ours catches it."""


class Stumbling:
    """The real annotator, which dies at one of its batches."""

    def __init__(self, annotator: Annotator, crash: bool) -> None:
        self.annotator_id, self._annotator, self._crash = annotator.annotator_id, annotator, crash

    def annotate(self, docs: Sequence[Document]) -> list[Annotation]:
        if self._crash:
            raise CrashError
        return self._annotator.annotate(docs)


@pytest.fixture(scope="module")
def annotator(tmp_path_factory: pytest.TempPathFactory) -> Annotator:
    return models.annotator(open_home(tmp_path_factory.mktemp("model")))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Runs of three days: feeds before pages, the same again, new wordings, another outlet's reprint."""
    home = open_home(tmp_path_factory.mktemp("press") / "home")
    for day in range(3):
        news = pieces(day)
        again = [replace(one, body=(*one.body, "Tin được cập nhật thêm vào buổi chiều.")) for one in news[:2]]
        copy = replace(news[0], outlet="phobien", key=f"dang-lai-{day}-cua-nguoi-khac")
        land(home, news, START + timedelta(days=day, hours=2), feeds_only=True)
        land(home, [*news, copy, *again], START + timedelta(days=day, hours=5))
    return sorted(home.landed.iterdir())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    order=st.permutations(range(RUNS)),
    twice=st.sets(st.integers(0, RUNS - 1)),
    dies_loading=st.sets(st.integers(0, RUNS - 1)),
    dies_labelling=st.sets(st.integers(0, RUNS - 1)),
)
def test_any_order_crashes_and_duplicates(
    runs: list[Path],
    annotator: Annotator,
    order: list[int],
    twice: set[int],
    dies_loading: set[int],
    dies_labelling: set[int],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder) / "home")
        for number in order:
            for _ in range(2 if number in twice else 1):
                copy_run(runs[number], home.landed)
            grow(home, annotator, number in dies_loading, number in dies_labelling)
        grow(home, annotator, False, False)
        steps.annotate_step(home)  # as a day ends: what people said and what the plans ask is brought up to date, too
        before = tables(home)
        assert steps.rebuild_step(home, settings_of(home)).broken == {}
        assert tables(home) == before
        assert len(before["core.article_versions"]) > 30


def grow(home: Home, annotator: Annotator, dies_loading: bool, dies_labelling: bool) -> None:
    """Load and label what is there, or die in the middle of it."""

    def crash(run: Path) -> None:
        if dies_loading:
            raise CrashError

    try:
        with db.writer(home.root) as con:
            collect.load_runs(con, home, steps.roll_of(settings_of(home)), crash)
            annotate_pending(con, Stumbling(annotator, dies_labelling))
    except CrashError:
        pass


REBUILD = """
import sys
from pathlib import Path
from flows import steps
from flows.home import open_home
from flows.settings import Settings

home = open_home(Path(sys.argv[1]))
print("ready", flush=True)
steps.rebuild_step(home, Settings(home=home.root, sources_dir=Path(sys.argv[2])))
"""


@pytest.mark.slow
def test_a_rebuild_killed_at_any_moment_leaves_the_old_warehouse(
    runs: list[Path], annotator: Annotator, tmp_path: Path
) -> None:
    home = open_home(tmp_path / "home")
    for run in runs:
        copy_run(run, home.landed)
    grow(home, annotator, False, False)
    steps.annotate_step(home)
    before = tables(home)
    command = [sys.executable, "-c", REBUILD, str(home.root), str(settings_of(home).sources_dir)]
    chance = random.Random(7)
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 2.5)
            child.send_signal(signal.SIGKILL)
        assert tables(home) == before
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert tables(home) == before
