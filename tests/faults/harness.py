"""Steps on a disk that fails: `python -m tests.faults.harness --trials 300 [--stage send]`.

Of each step of a day some changes of files are chosen. At each the disk is full from then on, or read-only, or the
power goes: whatever was not waited for is lost. The step may fail, with an error that says what is wrong; done again
on a good disk, tables and files must be those of a calm day, and everybody has one mail. Needs a C compiler.
"""

import argparse
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.failures import KNOWN_ERRORS, told
from flows.progress import track
from flows.wholefile import sweep
from tests.faults import disk
from tests.kills import shim
from tests.kills.ends import difference, parsed
from tests.kills.forked import ABORTED, forked
from tests.kills.offices import Office
from tests.kills.stages import READERS, STAGES, Room, Stage
from tests.kills.walk import Walk

FULL, READ_ONLY, POWER, POWER_NAMES = "full", "read-only", "power", "power, names first"
FAULTS = {FULL: errno.ENOSPC, READ_ONLY: errno.EROFS, POWER: 0, POWER_NAMES: 0}
NOWHERE = "nowhere"  # what the message of an error must not be


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault: the step, what happens, and at which change."""

    stage: str
    fault: str
    change: int


def planned(counts: dict[str, int], trials: int, seed: int) -> Iterator[Trial]:
    """So many trials, spread evenly over steps and faults, each at a change of its own."""
    chance = random.Random(seed)
    pairs = [(stage, fault) for stage in counts for fault in FAULTS]
    for number in range(trials):
        stage, fault = pairs[number % len(pairs)]
        yield Trial(stage, fault, chance.randint(1, max(1, counts[stage])))


def play(walk: Walk, trial: Trial, office: Office | None) -> list[str]:
    """What is wrong after one trial; nothing when all is as on a calm day."""
    stage = next(one for one in STAGES if one.name == trial.stage)
    calm, place, kept = walk.calm[stage.name], walk.folder / "torn", walk.folder / "kept"
    for folder in (place, kept, walk.folder / "left"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(calm.before, place)
    kept.mkdir()
    before = disk.Disk.of(place, calm.before)
    room = Room(place, walk.sources, office)
    shim.freeze_clock(stage.at)
    if office:
        office.empty()
    said = forked(partial(_failing, stage, room, trial, kept))
    if said.text == NOWHERE or (said.failed and said.text != ABORTED):
        return [f"no clear message: {said.text}"]
    if said.killed and FAULTS[trial.fault] == 0:
        left = walk.folder / "left"
        disk.remains(before, place, kept, left, names_first=trial.fault == POWER_NAMES)
        shutil.rmtree(place)
        left.rename(place)
    again = forked(partial(_again, stage, room))
    if again.failed or again.killed:
        return [f"the second attempt failed: {again.text}"]
    odd = difference(calm.end, parsed(again.text))
    if office:
        mails = office.mails()
        odd += [f"{mails[one]} mails for {one}" for one in READERS if mails[one] != calm.mails[one]]
    return odd


def _failing(stage: Stage, room: Room, trial: Trial, kept: Path) -> str:
    """The step on the failing disk; what it says when it gives up."""
    error = FAULTS[trial.fault]
    disk.fails(room.place, trial.change, error, None if error else kept)
    try:
        stage.work(room)
    except KNOWN_ERRORS as failure:
        return told(failure) or NOWHERE
    except RuntimeError as failure:
        if "the crawl of" not in str(failure):  # whose own message stands on stderr
            raise
    finally:
        disk.fails(room.place, 0, 0)
    return "done"


def _again(stage: Stage, room: Room) -> str:
    stage.work(room)
    stage.after(room)
    sweep(room.home.root)
    return stage.look(room).as_json()


def counted(walk: Walk) -> dict[str, int]:
    """How many changes each step makes."""
    found = {}
    for stage in STAGES:
        with stage.server() as office:
            place = walk.folder / "torn"
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(walk.calm[stage.name].before, place)
            shim.freeze_clock(stage.at)
            found[stage.name] = int(forked(partial(_count, stage, Room(place, walk.sources, office))).text)
    return found


def _count(stage: Stage, room: Room) -> int:
    disk.fails(room.place, 0, 0)
    stage.work(room)
    return disk.changes()


def run(folder: Path, trials: int, seed: int, stages: Sequence[str]) -> int:
    """Play the trials; one JSON line at the end, one for each that went wrong; gives their number."""
    walk = Walk(folder)
    walk.begin()
    counts = {name: n for name, n in counted(walk).items() if name in stages}
    wrong = 0
    by_stage = sorted(planned(counts, trials, seed), key=lambda trial: list(counts).index(trial.stage))
    with ExitStack() as open_offices:
        offices = {one.name: open_offices.enter_context(one.server()) for one in STAGES if one.name in stages}
        for trial in track(by_stage, "faults"):
            if odd := play(walk, trial, offices[trial.stage]):
                wrong += 1
                sys.stdout.write(f"{trial}: {'; '.join(odd)[:1500]}\n")
                sys.stdout.flush()
    sys.stdout.write(json.dumps({"changes": counts, "trials": trials, "wrong": wrong, "seed": seed}) + "\n")
    return wrong


def main() -> int:
    """Run the trials in a process into which both libraries are loaded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--stage", action="append", choices=[stage.name for stage in STAGES])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        if shim.is_loaded():
            stages = given.stage or [stage.name for stage in STAGES]
            return 1 if run(Path(folder), given.trials, given.seed, stages) else 0
        return _with_both(Path(folder), sys.argv[1:])


def _with_both(folder: Path, arguments: list[str]) -> int:
    """Both libraries see every change: the disk first, then the clock."""
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    preload = f"{disk.build(folder)}:{shim.build(folder)}"
    command = [sys.executable, "-W", "ignore", "-m", "tests.faults.harness", *arguments]
    return subprocess.run(command, check=False, env={**os.environ, **threads, "LD_PRELOAD": preload}).returncode


def _quick() -> str | None:
    """A file system in memory, where a wait for the disk takes no time; None: the usual place."""
    memory = "/dev/shm"  # noqa: S108 (a folder of our own is made in it)
    return memory if os.access(memory, os.W_OK) else None


if __name__ == "__main__":
    sys.exit(main())
