"""Many processes at one lake: joint writers that load runs, some of them the same, and readers that ask meanwhile.

`python -m tests.warehouse.throng [RUNS [ARTICLES]]` starts a PostgreSQL, four writers and eight readers and prints what
came of it; the slow test does the same with fewer runs.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.warehouse.lakes import postgres
from tests.warehouse.rows import START, RunRows
from warehouse import db, store
from warehouse.lakes import Lake, keep_in, lake_at

WRITERS, READERS = 4, 8
TORN = """
    select r.run_id
    from raw.runs as r
    left join (select run_id, count(*) as n from raw.outcomes group by all) as o using (run_id)
    left join (select run_id, count(*) as n from core.items group by all) as i using (run_id)
    where o.n is distinct from $articles or i.n is distinct from $articles
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What each writer does: `runs` of its own and as many that every writer brings, of so many `articles`."""

    lake: Lake
    home: Path
    runs: int
    articles: int


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it: seconds of all, rows missing or twice, runs seen half, and the readers' questions in seconds."""

    seconds: float
    rows: int
    wrong: int
    torn: int
    questions: tuple[float, ...]

    @property
    def line(self) -> str:
        """All of it in words."""
        waits = sorted(self.questions)
        return (
            f"{WRITERS} writers: {self.rows} rows in {self.seconds:.1f} s, {self.wrong} lost or twice; "
            f"{READERS} readers: {len(waits)} questions, {self.torn} saw half a run, "
            f"median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s"
        )


def throng(work: Work) -> Came:
    """Let them all in, wait for the writers, then the readers; count what is there."""
    keep_in(work.home, work.lake)
    with db.writer(work.home):
        pass
    began = time.monotonic()
    with ProcessPoolExecutor(WRITERS + READERS, mp_context=get_context("spawn")) as pool:
        writers = [pool.submit(_write, work, number) for number in range(WRITERS)]
        readers = [pool.submit(_read, work) for _ in range(READERS)]
        seen = [future.result() for future in readers]
        for writer in writers:
            writer.result()
    seconds = time.monotonic() - began
    expected = {(run_id, seq) for run_id in _ids(work) for seq in range(work.articles)}
    with db.live(work.home) as con:
        there = store.sql(con, "select run_id, seq from core.items")[1]
        kept = store.sql(con, "select run_id, seq from raw.outcomes")[1]
    keep_in(work.home, None)
    wrong = sum(abs(len(rows) - len(expected)) + len(expected ^ set(rows)) for rows in (there, kept))
    waits = tuple(wait for waited, _ in seen for wait in waited)
    return Came(seconds, len(there) + len(kept), wrong, sum(torn for _, torn in seen), waits)


def _ids(work: Work) -> list[str]:
    own = [f"w{writer}-{number}" for writer in range(WRITERS) for number in range(work.runs)]
    return [*own, *(f"all-{number}" for number in range(work.runs))]


def _write(work: Work, writer: int) -> None:
    keep_in(work.home, work.lake)
    with db.writer(work.home, wait_s=60, joint=True) as con:
        for number in range(work.runs):
            for run_id in (f"w{writer}-{number}", f"all-{number}"):
                run = RunRows(run_id, START)
                for article in range(work.articles):
                    run.page("bao", f"{run_id}-{article}", f"Bài {article} của {run_id}", "Lương tối thiểu tăng.")
                run.store(con)
        with db.transaction(con):
            store.sql(con, f"insert into core.outlets (source_id, name, kind) values ('w{writer}', 'xong', 'central')")


def _read(work: Work) -> tuple[list[float], int]:
    """Ask until all writers are done; seconds of every question, and how many runs were seen half."""
    keep_in(work.home, work.lake)
    waits, torn, done = [], 0, 0
    with db.live(work.home) as con:
        while done < WRITERS:
            began = time.monotonic()
            torn += len(con.execute(TORN, {"articles": work.articles}).fetchall())
            done = len(store.sql(con, "select source_id from core.outlets where name = 'xong'")[1])
            waits.append(time.monotonic() - began)
    return waits, torn


@contextmanager
def lake() -> Iterator[tuple[Lake, Path]]:
    """A lake on a PostgreSQL of its own, and a home for it."""
    with postgres() as address, tempfile.TemporaryDirectory() as folder:
        yield lake_at(f"ducklake:postgres:{address}", Path(folder)), Path(folder)


def main() -> None:
    """Do it and print what came of it."""
    runs, articles = (int(word) for word in (*sys.argv[1:], "10", "100")[:2])
    with lake() as (where, home):
        sys.stdout.write(throng(Work(where, home, runs, articles)).line + "\n")


if __name__ == "__main__":
    main()
