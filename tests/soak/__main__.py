"""Many days of hourly runs: `python -m tests.soak --days 30`; taken up again with `--home DIR --from-day 11`.

One process lives through simulated days on a made-up press web: new articles every hour, servers that fail, steps
that are killed, a digest every morning, reports, retention and compaction on the first of the month. Behind each hour
the books must balance and no file may be left over; a line a day tells memory, descriptors and files. Needs gcc.
"""

import argparse
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import models
from flows.home import open_home
from flows.settings import Settings
from flows.wording import VIETNAM
from tests.kills import shim
from tests.soak import look, press
from tests.soak.faults import faults_of
from tests.soak.hours import Site
from tests.soak.nursery import Nursery
from tests.soak.outside import Outside, outside

BEGIN = datetime(2026, 8, 3, 0, 5, tzinfo=VIETNAM)  # a Monday; the 30th day is 1 September
WARM_DAYS = 3  # until then caches fill
READERS = ("chu-tich@congdoan.example", "van-phong@congdoan.example")
HEAD = "day        hours texts faults kills doubt left-over unbalanced  fds threads RSS-MB files  MB  CPU-s/hour"


@dataclass(slots=True)
class Day:
    """What a day came to."""

    hours: int = 0
    texts: int = 0
    faults: int = 0
    kills: int = 0
    uncertain: int = 0
    complaints: list[str] = field(default_factory=list)


class Soak:
    """A site and its world under one clock."""

    def __init__(self, site: Site, world: Outside) -> None:
        self.site, self.world, self.shift = site, world, 0

    def day(self, number: int, hours: int = 24) -> Day:
        """Live through a day (0 is the first one)."""
        day = Day()
        for hour in range(hours):
            at = BEGIN + timedelta(days=number, hours=hour)
            self._hour(at, day)
        day.uncertain = self.site.settle()
        day.complaints += look.mail_faults(self.site.home, self.world, at)
        return day

    def _hour(self, at: datetime, day: Day) -> None:
        self._set_clock(at)
        faults = faults_of(at.astimezone(UTC).replace(minute=0))
        told = self.site.hour(at, faults)
        day.hours, day.faults = day.hours + 1, day.faults + faults.count
        day.texts, day.kills = day.texts + told.texts, day.kills + told.kills
        for complaint in look.complaints(self.site.home):
            day.complaints.append(complaint)
            sys.stdout.write(f"{at:%d/%m %H:%M}: {complaint}\n")

    def _set_clock(self, at: datetime) -> None:
        self.shift += int(at.timestamp() - datetime.now(UTC).timestamp())
        shim.shift_clock(self.shift)
        self.world.set_clock(at)


@contextmanager
def site(folder: Path) -> Iterator[Soak]:
    """An installation in a folder, and everything around it."""
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for outlet in press.OUTLETS:
        (sources / f"{outlet}.toml").write_text(press.outlet_toml(outlet))
    nursery = Nursery()
    with outside(folder) as world:
        settings = Settings(
            home=folder / "home",
            sources_dir=sources,
            proxy=f"http://127.0.0.1:{world.press}",
            pace_scale=0.001,
            recipients=READERS,
            operator=("van-hanh@congdoan.example",),
            smtp_host="127.0.0.1",
            smtp_port=world.post,
            smtp_starttls=False,
        )
        home = open_home(settings.home)
        models.annotator(home)
        yield Soak(Site(home, settings, nursery, world), world)
    nursery.close()


def main() -> int:
    """Run the days in a process into which the library is loaded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--hours", type=int, default=24, help="hours of each day, for a short look")
    parser.add_argument("--from-day", type=int, default=1)
    parser.add_argument("--home", type=Path, help="a folder that stays; default: one that is removed")
    given = parser.parse_args()
    folder = given.home or Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    try:
        if not shim.is_loaded():
            return shim.under_shim("tests.soak", [*sys.argv[1:], "--home", str(folder)], folder)
        return _run(folder, range(given.from_day - 1, given.days), given.hours)
    finally:
        if given.home is None:
            shutil.rmtree(folder)


def _run(folder: Path, days: range, hours: int) -> int:
    memory, wrong, descriptors = [], 0, set()
    sys.stdout.write(HEAD + "\n")
    with site(folder) as soak:
        for number in days:
            began = _seconds()
            day = soak.day(number, hours)
            held = look.held()
            memory.append(held.rss_mb)
            descriptors.add(held.descriptors)
            wrong += len(day.complaints)
            sys.stdout.write(_line(number, day, held, soak.site.home.root, (_seconds() - began) / hours) + "\n")
            sys.stdout.flush()
        sys.stdout.write(f"files: {dict(look.inventory(soak.site.home.root))}\n")
    return 1 if wrong + _growth(memory, descriptors) else 0


def _growth(memory: list[float], descriptors: set[int]) -> int:
    """Tell how far memory rose over what it was when caches were full; 1 when by more than a tenth, or descriptors."""
    warm = memory[min(WARM_DAYS, len(memory)) - 1]
    rise = max(memory[min(WARM_DAYS, len(memory)) - 1 :]) / warm - 1
    sys.stdout.write(f"memory: {warm:.0f} MB warm, at most {rise:+.1%} since; descriptors {sorted(descriptors)}\n")
    return int(rise > 0.1 or max(descriptors) > min(descriptors) + 2)


def _seconds() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _line(number: int, day: Day, held: look.Held, root: Path, seconds: float) -> str:
    unbalanced = sum(one.startswith("check ledger_") for one in day.complaints)
    left = sum(one.startswith("left over") for one in day.complaints)
    counts = f"{day.hours:5} {day.texts:5} {day.faults:6} {day.kills:5} {day.uncertain:5} {left:9} {unbalanced:10}"
    files = sum(look.inventory(root).values())
    holds = f"{held.descriptors:4} {held.threads:7} {held.rss_mb:6.0f} {files:5} {look.megabytes(root):4.0f}"
    return f"{BEGIN + timedelta(days=number):%Y-%m-%d} {counts} {holds} {seconds:7.2f}"


if __name__ == "__main__":
    sys.exit(main())
