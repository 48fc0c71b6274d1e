"""The ten questions of warehouse/README.md, search and publishing on a made-up warehouse, beside SQLite and PostgreSQL.

Bars at 2,000,000 articles on two cores: a question < 1 s cold and < 0.3 s warm, search < 0.5 s, publishing < 60 s and
< 2 GB, faster than both peers on 9 of 10 questions. Publishing is measured whole, and after one more day of news, with
some older texts corrected and put into other stories. `--articles N` runs smaller, `--home DIR` keeps what was made for
the next time (each run adds a day). Cold is a new process on files that the system may still hold: its cache can't be
emptied from here.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
sys.path.insert(0, str(Path(__file__).parent))

import bench_warehouse_data as data  # noqa: E402
import bench_warehouse_peers as peers  # noqa: E402

from warehouse import db, lastcopy, store  # noqa: E402

README = CHECKOUT / "warehouse" / "README.md"
SEARCHES = ("công nhân ngừng việc", '"bảo hiểm xã hội"', "cong doan", 'title:"tai nạn lao động" -nợ from:2026-01-01')
COLD_S, WARM_S, SEARCH_S, PUBLISH_S, MEMORY_GB = 1.0, 0.3, 0.5, 60.0, 2.0


def questions() -> list[str]:
    """Give the ten statements of the README."""
    part = README.read_text(encoding="utf-8").partition("<!-- questions -->")[2].partition("<!-- /questions -->")[0]
    return re.findall(r"```sql\n(.*?)```", part, re.S)


def child(*words: str) -> dict[str, float]:
    """Run this file again as a process of its own and give what it measured."""
    command = [sys.executable, __file__, *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def publish(home: Path, *, whole: bool) -> dict[str, float]:
    """Publish; gives seconds, processor seconds and the most memory that was held (GB)."""
    start = time.perf_counter()
    db.publish(home, whole=whole)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"s": time.perf_counter() - start, "cpu_s": used.ru_utime + used.ru_stime, "gb": most_held()}


def most_held() -> float:
    """Give the most memory that this process held (GB); getrusage would count its parent's, too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found.group(1)) / 1e6 if found else 0.0


def ask(copy: Path, text: str, *, words: bool) -> dict[str, float]:
    """Open the copy and ask: seconds of the first answer with opening, the best of three more, memory (GB)."""
    with db.reader(copy) as con:
        first, best = peers.timed(lambda: store.search(con, text) if words else store.sql(con, text))
    return {"cold": first, "warm": best, "gb": most_held()}


def told(line: str, *, missed: bool = False) -> bool:
    """Print a line with its verdict; gives it."""
    print(f"warehouse: {line}{'  MISSED' if missed else ''}", flush=True)  # noqa: T201
    return missed


def measure(home: Path, sqlite: Path, address: str | None) -> int:
    """Everything in one run; gives the number of bars missed."""
    copy = db.published_path(home)
    missed = faster = 0
    for number, text in enumerate(questions(), 1):
        ours = child("--ask", text, "--home", str(home))
        theirs = _peers(f"question_{number:02d}", sqlite, address)
        faster += all(ours["warm"] < seconds for _, seconds in theirs.values())
        late = ours["cold"] > COLD_S or ours["warm"] > WARM_S
        missed += told(_line(f"question {number}", ours, theirs), missed=late)
    missed += told(f"faster than both on {faster} of 10", missed=faster < 9)
    theirs = _peers("search", sqlite, address)
    for at, text in enumerate(SEARCHES):
        ours = child("--search", text, "--home", str(home))
        missed += told(_line(f"search {text}", ours, theirs if at == 0 else {}), missed=ours["warm"] > SEARCH_S)
    told(f"published copy {copy.stat().st_size / 1e9:.2f} GB, SQLite {sqlite.stat().st_size / 1e9:.2f} GB")
    return missed


def _peers(name: str, sqlite: Path, address: str | None) -> dict[str, tuple[float, float]]:
    found = {"SQLite": peers.seconds_sqlite(sqlite, _statement("sqlite", name))}
    if address is not None:
        found["PostgreSQL"] = peers.seconds_postgres(address, _statement("postgres", name))
    return found


def _statement(peer: str, name: str) -> str:
    return (peers.STATEMENTS / peer / f"{name}.sql").read_text(encoding="utf-8")


def _line(what: str, ours: dict[str, float], theirs: dict[str, tuple[float, float]]) -> str:
    ratios = "".join(f"; {name} {warm:.3f} s ({warm / ours['warm']:.1f}x)" for name, (_, warm) in theirs.items())
    return f"{what}: cold {ours['cold']:.3f} s, warm {ours['warm']:.3f} s, {ours['gb']:.2f} GB{ratios}"


def main() -> int:
    """Print one line per measurement; 1 when a bar is missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=2_000_000)
    options.add_argument("--home", type=Path)
    for one in ("--ask", "--search"):
        options.add_argument(one)
    options.add_argument("--publish", choices=("whole", "day"))
    given = options.parse_args()
    if given.ask or given.search:
        found = ask(db.published_path(given.home), given.ask or given.search, words=bool(given.search))
        print(json.dumps(found))  # noqa: T201
        return 0
    if given.publish:
        print(json.dumps(publish(given.home, whole=given.publish == "whole")))  # noqa: T201
        return 0
    home = given.home or Path(tempfile.mkdtemp(prefix="bench-warehouse-", dir="/var/tmp"))
    home.chmod(0o755)  # the user `postgres` must pass
    try:
        return 1 if _whole(home, given.articles) else 0
    finally:
        if given.home is None:
            shutil.rmtree(home, ignore_errors=True)


def _whole(home: Path, articles: int) -> int:
    if not db.warehouse_path(home).is_file():
        told(f"making {articles} articles")
        data.make(home, articles)
    missed = int(_published(home, "whole"))
    data.add_day(home, -(-articles // data.DAYS))
    return missed + int(_published(home, "day")) + _beside_peers(home)


def _published(home: Path, how: str) -> bool:
    """Publish in a process of its own and tell it; True when a bar is missed."""
    load = os.getloadavg()[0]
    done = child("--publish", how, "--home", str(home))
    line = f"publish, {'the whole' if how == 'whole' else 'after one more day'}: {done['s']:.1f} s, "
    line += f"{done['cpu_s']:.0f} s of processors, {done['gb']:.2f} GB (load of the machine before: {load:.1f})"
    return told(line, missed=done["s"] > PUBLISH_S or done["gb"] > MEMORY_GB)


def _beside_peers(home: Path) -> int:
    """Ask all questions here and of the peers, which a run before may have made; gives the bars missed."""
    copy, sqlite, postgres = db.published_path(home), home / "peer.sqlite", home / "peer.postgres"
    with _made(sqlite):
        if not sqlite.exists():
            peers.make_sqlite(copy, sqlite)
    if shutil.which("pg_ctl") is None:
        told("no PostgreSQL here (Debian: postgresql), measured against SQLite alone")
        return measure(home, sqlite, None)
    with _made(postgres):
        if not postgres.exists():
            with peers.postgres(postgres) as address:
                peers.make_postgres(copy, address)
    with peers.postgres(postgres) as address:
        return measure(home, sqlite, address)


@contextmanager
def _made(peer: Path) -> Iterator[None]:
    """Clear away what a run before did not finish or took from another program's copy; tell the seconds."""
    done = peer.with_name(f"{peer.name}.done")
    if done.exists() and done.read_text(encoding="ascii") == lastcopy.form():
        yield
        return
    shutil.rmtree(peer, ignore_errors=True)
    peer.unlink(missing_ok=True)
    start = time.perf_counter()
    yield
    done.write_text(lastcopy.form(), encoding="ascii")
    told(f"{peer.name} made in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
