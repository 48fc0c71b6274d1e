"""Who does work that comes in parts: this process alone, or one process for each processor; the results are the same.

Parts go out in order and results come back in order, a few parts ahead of who takes them, so memory stays bounded
whatever their number. What crosses between processes are texts and rows, never pages, connections or models.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORK = ("flows.captures", "flows.annotate", "flows.plantexts")  # what is done in parts
FEW = 6  # parts that are done before other processes would have started and read their models


class Crew(Protocol):
    """Does work on parts."""

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Give what `work` makes of each part, in order; `work` and parts must be sendable to another process."""
        ...


class Alone:
    """This process."""

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Give what `work` makes of each part, in order."""
        return map(work, parts)


class Hands:
    """Processes of our own, started when there is work for them: more than `few` parts; end them with `leave`."""

    def __init__(self, hands: int, few: int = FEW) -> None:
        self._hands, self._few = hands, few
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Give what `work` makes of each part, in order; few are done here unless the processes run already."""
        coming = iter(parts)
        few = 1 if self._pool else self._few
        first = list(islice(coming, few + 1))
        if len(first) <= few:
            yield from map(work, first)
            return
        pool = self._started()
        waiting: deque[Future[R]] = deque()
        for part in chain(first, coming):
            waiting.append(pool.submit(work, part))
            if len(waiting) > 2 * self._hands:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._hands, mp_context=_context(), initializer=_begin)
        return self._pool

    def leave(self) -> None:
        """End the processes; what was not begun is left undone."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


ALONE = Alone()
_GATHERED: ContextVar[Crew | None] = ContextVar("gathered", default=None)


@contextmanager
def crew(dask: str | None = None) -> Iterator[Crew]:
    """Everyone who can work: the workers of a Dask cluster, or a process for each processor that this one may use.

    Who is `gathered` already works on.
    """
    there = _GATHERED.get()
    if there is not None:
        yield there
        return
    if dask:
        from flows.cluster import cluster  # a laptop needs no Dask

        with cluster(dask) as workers:
            yield workers
        return
    hands = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if hands < 2:
        yield ALONE
        return
    team = Hands(hands)
    try:
        yield team
    finally:
        team.leave()


@contextmanager
def gathered(hands: Crew) -> Iterator[None]:
    """Who asks for a crew in the block gets these hands: several steps in turn then start it once."""
    token = _GATHERED.set(hands)
    try:
        yield
    finally:
        _GATHERED.reset(token)


def _context() -> BaseContext:
    """How processes start: forked from one that has only imported what they need, where the system can.

    A fork of this process would copy the locks of DuckDB's threads as they happen to stand.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(WORK))
    return context


def _begin() -> None:
    """A stop by a person is the main process's to answer; a hand whose main process was killed goes, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
