"""What a day costs on top of a longer and longer history: 550 articles a day, 18 days to 5 years.

The history is made up by SQL (bench_warehouse_data.py) and stands as if today's program had labelled and told it; then
one press day of 500 pages is taken through the real steps, the copy is published and searched. Bar: the cost of an
article of that day, and of an article in the copy, grows by less than a fifth from the smallest to the largest history.
Seconds are of processor time: other programs on the machine don't count.
`bench_growth.py 10000 100000` measures these sizes; by default 10,000, 100,000 and 1,000,000.
"""

import os
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
sys.path.insert(0, str(Path(__file__).parent))

import bench_warehouse_data as data  # noqa: E402

from flows.bench.day import day_spent  # noqa: E402
from flows.bench.land import land_day, make_sources  # noqa: E402
from flows.bench.press import PressDay  # noqa: E402
from flows.home import open_home  # noqa: E402
from flows.planfile import read_plans  # noqa: E402
from flows.settings import Settings  # noqa: E402
from nlp.annotator import MODELS, annotator_id_in  # noqa: E402
from nlp.entities import reader_id  # noqa: E402
from nlp.grouper import grouper_id  # noqa: E402
from warehouse import db, store  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
PER_DAY, FIRST_DAY = 550, date(2024, 8, 1)
PAGES = 500  # of the day on top: few enough to be read by one process, whose processor time is counted
GROWTH = 1.2
SEARCHES = ("công nhân ngừng việc", '"bảo hiểm xã hội"', "cong doan")
STATEMENTS = Path(__file__).parent / "bench_warehouse_sql" / "settled"
SETTLED = ("feed_annotations", "placements", "plan_readings", "readings", "looks")


def settle(home: Path) -> None:
    """Let the history stand as today's program would have left it: nothing of it is pending."""
    ids = {
        "annotator": annotator_id_in(MODELS),
        "reader": reader_id(),
        "grouper": grouper_id(),
        "plans": read_plans(home / "communication").version,
    }
    with db.writer(home, thin=True) as con:
        for name in SETTLED:
            text = (STATEMENTS / f"{name}.sql").read_text(encoding="utf-8")
            con.execute(text, {key: value for key, value in ids.items() if f"${key}" in text})


def outlets(folder: Path) -> None:
    """The files of the outlets of the history, beside those of the day."""
    for number in range(150):
        (folder / f"bao{number}.toml").write_text(
            f'id = "bao{number}"\nname = "Báo {number}"\nkind = "central"\nowner = "Chủ quản {number // 2}"\n'
            f'homepage = "https://bao{number}.example/"\nhosts = ["bao{number}.example"]\n'
            f'feeds = [{{ url = "https://bao{number}.example/rss" }}]\n',
            encoding="utf-8",
        )


def grown(root: Path, articles: int) -> dict[str, float]:
    """Seconds of processor time by part of one press day on top of a history of so many articles."""
    days = -(-articles // PER_DAY)
    home = open_home(root)
    data.make(root, articles, days, annotator=annotator_id_in(MODELS), reader=reader_id())
    settle(root)
    for later in (0, 1):  # the first day on top also finds what is kept of a history that was not loaded by steps
        day = PressDay(FIRST_DAY + timedelta(days=days + later), PAGES)
        settings = Settings(home=root, sources_dir=make_sources(day, root / "outlets"))
        outlets(root / "outlets")
        land_day(day, home.landed)
        meter = day_spent(home, settings, day.day)
    found = {name: one.busy for name, one in meter.spent.items()}
    return {**found, "search": _search(db.published_path(root)), "GB": meter.peak / 1024**3}


def _search(copy: Path) -> float:
    """Seconds of a search, warm."""
    with db.reader(copy) as con:
        for text in SEARCHES:
            store.search(con, text)
        begun = time.process_time()
        for text in SEARCHES:
            store.search(con, text)
        return (time.process_time() - begun) / len(SEARCHES)


def per_article(found: Mapping[str, float], articles: int) -> tuple[float, float]:
    """Milliseconds for an article of the day from captures to digest, and for one in the copy to be published."""
    day = sum(seconds for name, seconds in found.items() if name not in ("publish", "search", "GB"))
    return day / PAGES * 1000, found["publish"] / (articles + PAGES) * 1000


def main(sizes: list[int]) -> int:
    """Print what each part costs on each history; 1 when the cost of an article grows by more than a fifth."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # no other processes, whose time would not be counted
    days: list[dict[str, float]] = []
    for articles in sizes:
        with tempfile.TemporaryDirectory(prefix="diemtin-bench-") as folder:
            days.append(grown(Path(folder), articles))
        parts = ", ".join(f"{name} {amount:.2f}" for name, amount in days[-1].items())
        print(f"growth: {articles:,} articles, {articles / PER_DAY / 30.4:.1f} months: {parts}", flush=True)  # noqa: T201
    print(table(sizes, days))  # noqa: T201
    first, last = (per_article(found, articles) for found, articles in ((days[0], sizes[0]), (days[-1], sizes[-1])))
    growth = [after / before for before, after in zip(first, last, strict=True)]
    print(f"growth: {growth[0]:.2f}x a day's article, {growth[1]:.2f}x a published one (bar {GROWTH:g}x)")  # noqa: T201
    return 1 if max(growth) > GROWTH else 0


def table(sizes: list[int], days: list[dict[str, float]]) -> str:
    """Seconds of processor time by part and history, and how many times the first the last is."""
    lines = [f"{'seconds a day':14}" + "".join(f"{size:>12,}" for size in sizes) + f"{'grown':>8}"]
    for name in days[0]:
        cells = "".join(f"{day[name]:12.2f}" for day in days)
        lines.append(f"{name:14}{cells}{days[-1][name] / max(days[0][name], 0.01):7.2f}x")
    whole = [per_article(day, size) for day, size in zip(days, sizes, strict=True)]
    for place, name in enumerate(("ms an article", "ms published")):
        cells = "".join(f"{one[place]:12.3f}" for one in whole)
        lines.append(f"{name:14}{cells}{whole[-1][place] / whole[0][place]:7.2f}x")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
