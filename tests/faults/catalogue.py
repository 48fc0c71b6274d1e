"""PostgreSQL restarted under a lake's writers: `python -m tests.faults.catalogue --trials 200 [--stage load]`.

At a message of a step to its catalogue the server is stopped as by a power cut: before the statement, in the middle
of it, or when it is done and nobody has heard. It is back at once, or stays away until the step has given up; or one
connection alone is cut. The step may fail, with an error that names the catalogue and no password. Done again, the
tables must be those of a calm day. Needs PostgreSQL (Debian: postgresql).
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import psycopg

from flows import compaction, models, steps
from flows.bench.land import land_hour, make_sources
from flows.bench.press import PressDay
from flows.failures import KNOWN_ERRORS, told
from flows.home import Home, home_at, open_home
from flows.mending import mended
from flows.progress import track
from flows.settings import Settings
from tests.faults.gate import AWAY, FAULTS, Gate, gate
from tests.kills.forked import ABORTED, Said, forked
from tests.test_day import tables
from tests.warehouse.lakes import server
from warehouse import db, store

DAY = PressDay(date(2026, 8, 5), 120)
HOUR = 3
SECRET = "mat-khau-kho"  # noqa: S105 (PostgreSQL trusts everybody here; it must be told to nobody)


def create(home: Home, settings: Settings) -> None:
    """The first writer of a lake."""
    with db.writer(home.root):
        pass


def publish(home: Home, settings: Settings) -> None:
    """A copy, in which everything is that the lake holds."""
    with db.reader(steps.publish_step(home)) as con:
        ((copied,),) = store.sql(con, "select count(*) from mart.article_versions")[1]
    with db.live(home.root) as con:
        ((held,),) = store.sql(con, "select count(*) from core.article_versions")[1]
    if copied != held:
        raise AssertionError(f"{copied} of {held} versions were published")


STAGES: dict[str, Callable[[Home, Settings], object]] = {
    "create": create,
    "load": steps.load_step,
    "annotate": lambda home, settings: steps.annotate_step(home),
    "digest": lambda home, settings: steps.digest_step(home, settings, DAY.day),
    "publish": publish,
    "rebuild": steps.rebuild_step,
    "compact": lambda home, settings: compaction.compact(home, months=0, at=steps.now()),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault: the step, what happens, and at which message."""

    stage: str
    fault: str
    message: int


@dataclass(frozen=True, slots=True)
class Calm:
    """A step that nothing happens to: files before it (the catalogue is a database of its name), messages, tables."""

    before: Path
    messages: int
    end: str


class Lake:
    """An installation on a lake, whose state before each step is kept."""

    def __init__(self, folder: Path, door: Gate) -> None:
        self.folder, self.door = folder, door
        self.place = folder / "place"
        self.sources = make_sources(DAY, folder / "sources")
        land_hour(DAY, open_home(self.place).landed, HOUR)
        models.annotator(open_home(self.place))
        self._catalogue("create database kho")
        self.calm: dict[str, Calm] = {}

    def begin(self, last: str) -> None:
        """Go through the steps in peace up to this one."""
        for name in STAGES:
            before = Path(shutil.copytree(self.place, self.folder / "before" / name))
            self._catalogue(f"create database before_{name} template kho strategy file_copy")
            self.door.arm()
            _well(name, forked(partial(self._step, name, self.door.address)))
            messages = self.door.messages
            self.calm[name] = Calm(before, messages, _well(name, forked(self._look)))
            if name == last:
                return

    def play(self, trial: Trial) -> list[str]:
        """What is wrong after one trial; nothing when all is as on a calm day."""
        calm = self.calm[trial.stage]
        shutil.rmtree(self.place)
        shutil.copytree(calm.before, self.place)
        self._catalogue("drop database kho with (force)")
        self._catalogue(f"create database kho template before_{trial.stage} strategy file_copy")
        self.door.arm(trial.message, trial.fault)
        said = forked(partial(self._failing, trial.stage))
        if trial.fault == AWAY and self.door.messages >= trial.message:
            self.door.server.start()
        if said.killed or (said.failed and said.text != ABORTED):
            return [f"no clear message: {said.text}"]
        again = forked(partial(self._again, trial.stage))
        if again.failed or again.killed:
            return [f"the second attempt failed: {again.text} (the first: {said.text})"]
        return [] if again.text == calm.end else [f"{difference(calm.end, again.text)} (the first: {said.text})"]

    def _failing(self, stage: str) -> str:
        try:
            self._step(stage, self.door.address)
        except KNOWN_ERRORS as failure:
            text = told(failure)
            if SECRET in text or "PostgreSQL" not in text or "rebuild" in text:
                raise
            return text
        return "done"

    def _again(self, stage: str) -> str:
        self._step(stage, self.door.server.address)
        return self._look()

    def _step(self, stage: str, address: str) -> None:
        home, settings = self._home(address)
        mended(home, settings, partial(STAGES[stage], home, settings), patience_s=0)

    def _look(self) -> str:
        """Every row of every table."""
        home, _ = self._home(self.door.server.address)
        return json.dumps(tables(home), default=str)

    def _home(self, address: str) -> tuple[Home, Settings]:
        where = address.replace("dbname=postgres", "dbname=kho")
        settings = Settings(
            home=self.place, sources_dir=self.sources, warehouse=f"ducklake:postgres:{where} password={SECRET}"
        )
        return home_at(settings), settings

    def _catalogue(self, statement: str) -> None:
        with psycopg.connect(self.door.server.address, autocommit=True) as con:
            con.execute(statement.encode())


def difference(calm: str, end: str) -> str:
    """The tables that differ, with their rows."""
    was, now = json.loads(calm), json.loads(end)
    odd = [name for name in sorted(was | now) if was.get(name) != now.get(name)]
    return "; ".join(f"{name}: {len(was.get(name, ()))} rows -> {len(now.get(name, ()))}" for name in odd)


def planned(lake: Lake, trials: int, seed: int, stages: Sequence[str]) -> Iterator[Trial]:
    """So many trials, spread evenly over steps and faults, each at a message of its own."""
    chance = random.Random(seed)
    pairs = [(stage, fault) for stage in stages for fault in FAULTS]
    for number in range(trials):
        stage, fault = pairs[number * len(pairs) // trials if trials < len(pairs) else number % len(pairs)]
        yield Trial(stage, fault, chance.randint(1, lake.calm[stage].messages))


@contextmanager
def lakes(folder: Path) -> Iterator[Lake]:
    """A lake, its server, and the door between."""
    with server() as one, gate(one, folder) as door:
        yield Lake(folder, door)


def run(folder: Path, trials: int, seed: int, stages: Sequence[str]) -> int:
    """Play the trials; one JSON line at the end, one for each that went wrong; gives their number."""
    wrong, began = 0, time.monotonic()
    with lakes(folder) as lake:
        lake.begin(max(stages, key=list(STAGES).index))
        for trial in track(list(planned(lake, trials, seed, stages)), "faults"):
            if odd := lake.play(trial):
                wrong += 1
                sys.stdout.write(f"{trial}: {'; '.join(odd)[:1500]}\n")
                sys.stdout.flush()
        counts = {name: calm.messages for name, calm in lake.calm.items()}
    told_all = {"messages": counts, "trials": trials, "wrong": wrong, "seed": seed}
    sys.stdout.write(json.dumps({**told_all, "seconds": round(time.monotonic() - began)}) + "\n")
    return wrong


def _well(what: str, said: Said) -> str:
    if said.failed or said.killed:
        raise RuntimeError(f"{what}: {said.text}")
    return said.text


def main() -> int:
    """Run the trials; exit code 1 when one went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--stage", action="append", choices=list(STAGES))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        return 1 if run(Path(folder), given.trials, given.seed, given.stage or list(STAGES)) else 0


if __name__ == "__main__":
    sys.exit(main())
