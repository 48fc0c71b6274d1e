"""Two statements at once: a second connection to the same files, with a thread of its own.

One statement seldom keeps two processors busy, and what its threads share costs a fifth more than one thread alone: two
statements with half of the processors each are done sooner (measured at 2,000,000 articles).
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

import duckdb

from warehouse.sqlfiles import quoted, sql_text

Connection = duckdb.DuckDBPyConnection
Work = Callable[[Connection], object]


@contextmanager
def beside(con: Connection) -> Iterator[Callable[[Work], None]]:
    """Give a function that has work done beside this connection's own, one piece after the other.

    The work gets a connection that knows what `con` knows. The block ends when all of it is done; what failed in a
    piece is raised by the next call or at the end, and nothing after it is begun.
    """
    done: list[Future[object]] = []
    with _halved(con), con.cursor() as other, ThreadPoolExecutor(1) as pool:
        _teach(other, con)

        def after_others(work: Work) -> object:
            _raise_failed(done)
            return work(other)

        def run(work: Work) -> None:
            _raise_failed(done)
            done.append(pool.submit(after_others, work))

        try:
            yield run
            for each in done:
                each.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _stop(other, done)
            raise


def _stop(other: Connection, done: list[Future[object]]) -> None:
    for each in done:
        while not each.done():  # an interrupt between two statements is lost
            other.interrupt()
            wait([each], timeout=0.05)


def _raise_failed(done: list[Future[object]]) -> None:
    for each in done:
        if each.done():
            each.result()


@contextmanager
def _halved(con: Connection) -> Iterator[None]:
    found = con.execute("select current_setting('threads')").fetchall()[0][0]
    con.execute(f"set threads = {max(1, found // 2)}")
    try:
        yield
    finally:
        con.execute(f"set threads = {found}")


def _teach(other: Connection, con: Connection) -> None:
    """Variables are of one connection; where the archive lies is one."""
    texts = con.execute(sql_text("statements", "archive_place")).fetchall()[0][0]
    if texts is not None:
        other.execute(f"set variable texts = {quoted(texts)}")
