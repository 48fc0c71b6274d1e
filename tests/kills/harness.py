"""A day killed at its writes: `python -m tests.kills.harness --kills 2000`.

One process imports everything, then forks a child a trial: the child does the day from saved feeds to the published
copy and is killed at its n-th change of a file, half-way through a write; another child does the day again to the
end. Whatever n was, the tables must be those of a calm day, and everybody has one mail. Needs a C compiler.
"""

import argparse
import ctypes
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows import models, steps
from flows.demo.press import SOURCES_DIR
from flows.home import Home, open_home
from flows.mending import mended
from flows.settings import Settings
from tests.replay import rss
from tests.test_killed import comparable
from warehouse import db, store

SOURCE = Path(__file__).with_name("at_write.c")
DAY = date(2026, 8, 3)
READERS = ("chu-tich@congdoan.example", "van-phong@congdoan.example")


@dataclass(frozen=True, slots=True)
class End:
    """How a day ended: the fingerprint of each table, mails per reader, files that belong to no step, failed checks."""

    tables: dict[str, str]
    mails: dict[str, int]
    orphans: tuple[str, ...]
    checks: tuple[str, ...]

    def as_json(self) -> str:
        """The same as text, to be sent through a pipe."""
        return json.dumps(asdict(self))


def build(folder: Path) -> Path:
    """Compile the library; CalledProcessError or FileNotFoundError without a compiler."""
    target = folder / "at_write.so"
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", str(target), str(SOURCE), "-ldl"], check=True)  # noqa: S607
    return target


def feeds(folder: Path) -> Path:
    """Two days of saved feeds of two outlets."""
    for day, outlet, first in ((3, "nguoitho", 0), (3, "songtre", 5), (4, "nguoitho", 3)):
        links = [f"https://{outlet}.example/cong-nhan-dinh-cong-{n}.html" for n in range(first, first + 6)]
        path = folder / f"2026-08-{day:02}" / f"{outlet}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rss(links, "Công nhân đình công đòi lương, công đoàn vào cuộc"))
    return folder


def day(home: Home, settings: Settings, given: Path) -> None:
    """Everything from saved feeds to the analysts' copy."""
    steps.ingest_step(home, settings, given)
    mended(home, settings, lambda: steps.load_step(home, settings))
    mended(home, settings, lambda: steps.annotate_step(home))
    digest_id = mended(home, settings, lambda: steps.digest_step(home, settings, DAY))
    steps.send_step(home, settings, digest_id)
    mended(home, settings, lambda: steps.publish_step(home))


def look(home: Home) -> End:
    """What is there after a day."""
    prints = {name: _fingerprint(rows) for name, rows in comparable(home).items()}
    with db.writer(home.root) as con:
        failed = tuple(one.name for one in store.run_checks(con) if one.rows)
    with db.reader(home.published) as con:
        con.execute("from mart.articles").fetchall()
    mails = Counter(path.name.partition("toan-quoc-")[2] for path in home.outbox.glob("*.eml"))
    return End(prints, dict(sorted(mails.items())), _orphans(home.root), failed)


def _fingerprint(rows: list[object]) -> str:
    return f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:8]}"


def _orphans(root: Path) -> tuple[str, ...]:
    odd = (path for path in root.rglob("*") if path.name.endswith((".tmp", ".part", ".new")) or path.name == "rebuild")
    return tuple(sorted(str(path.relative_to(root)) for path in odd))


def forked(work: Callable[[], object]) -> tuple[int, str]:
    """Do something in a child: its wait status and what it says, as text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            said = work()
            os.write(writing, str(said).encode()[:60_000])
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 (a child must not come back into the parent's code)
            os.write(writing, f"{type(error).__name__}: {error}".encode()[:60_000])
            os._exit(3)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    return os.waitpid(child, 0)[1], said


def trial(template: Path, place: Path, given: Path, n: int) -> tuple[bool, str]:
    """A day killed at change n and done again: whether it was killed, and the end as text."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    settings = Settings(home=place, sources_dir=SOURCES_DIR, recipients=READERS)
    counter = ctypes.CDLL(None)
    counter.changes_so_far.restype = ctypes.c_long

    def killed() -> int:
        counter.kill_at(ctypes.c_long(n))
        day(open_home(place), settings, given)
        return int(counter.changes_so_far())

    status, said = forked(killed)
    if n == 0:
        return False, said
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not was_killed and status != 0:
        return False, f"the day itself failed: {said}"
    return was_killed, forked(lambda: (day(open_home(place), settings, given), look(open_home(place)).as_json())[1])[1]


def play(kills: int, seed: int, folder: Path) -> int:
    """So many trials, spread over all changes of a day; prints each that ended otherwise, gives their number."""
    template, given = folder / "template", feeds(folder / "feeds")
    open_home(template)
    models.annotator(open_home(template))  # read once, before the children come
    changes = int(trial(template, folder / "calm", given, 0)[1])
    calm = json.loads(trial(template, folder / "calm", given, 10 * changes)[1])
    chance, wrong, killed = random.Random(seed), 0, 0
    for number in range(kills):
        n = 1 + int((number + chance.random()) * changes / kills)
        was_killed, found = trial(template, folder / "torn", given, n)
        killed += was_killed
        if different := _difference(calm, found):
            wrong += 1
            sys.stdout.write(f"change {n}: {different}\n")
            sys.stdout.flush()
    said = {"changes": changes, "trials": kills, "killed": killed, "wrong": wrong, "seed": seed}
    sys.stdout.write(json.dumps(said) + "\n")
    return wrong


def _difference(calm: dict[str, Any], found: str) -> object:
    """What of an end is not as on a calm day; empty when all is."""
    try:
        end = json.loads(found)
    except ValueError:
        return found
    odd = {name: end[name] for name in ("mails", "orphans", "checks") if end[name] != calm[name]}
    tables = {name: (was, end["tables"].get(name)) for name, was in calm["tables"].items()}
    return odd | {name: both for name, both in tables.items() if both[0] != both[1]}


def main() -> int:
    """Run the trials in a process into which the library is loaded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "LD_PRELOAD" not in os.environ:
            environment = {**os.environ, "LD_PRELOAD": str(build(Path(folder))), "OMP_NUM_THREADS": "1"}
            command = [sys.executable, "-W", "ignore", "-m", "tests.kills.harness", *sys.argv[1:]]
            return subprocess.run(command, check=False, env=environment).returncode
        return 1 if play(given.kills, given.seed, Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())
