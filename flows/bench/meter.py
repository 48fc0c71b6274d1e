"""Seconds and memory of named stages: a second counts for the innermost stage, memory is that of all our processes."""

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 1.0
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)
_PROC = Path("/proc")


@dataclass(slots=True)
class Spent:
    """What a stage cost so far: seconds by the clock, those of our processors, most bytes that all processes held."""

    seconds: float = 0.0
    busy: float = 0.0
    peak: int = 0


class Meter:
    """Listens to stages (flows/stages.py); use it in a `with`, in which a thread looks at the memory."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = {}
        self._open: list[str] = []
        self._since = self._busy_since = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Meter":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What is done in the block counts for `name`, unless a stage within it claims it."""
        self._settle()
        self.spent.setdefault(name, Spent())
        self._open.append(name)
        try:
            yield
        finally:
            self._settle()
            self._note()
            self._open.pop()

    @property
    def seconds(self) -> float:
        """Of all stages."""
        return sum(one.seconds for one in self.spent.values())

    @property
    def peak(self) -> int:
        """Bytes, of all stages."""
        return max((one.peak for one in self.spent.values()), default=0)

    def _settle(self) -> None:
        now, busy = time.perf_counter(), time.process_time()
        if self._open:
            self.spent[self._open[-1]].seconds += now - self._since
            self.spent[self._open[-1]].busy += busy - self._busy_since
        self._since, self._busy_since = now, busy

    def _look(self) -> None:
        while not self._over.wait(_EVERY_S):
            self._note()

    def _note(self) -> None:
        held = memory()
        for name in self._open[-1:]:
            self.spent[name].peak = max(self.spent[name].peak, held)


def memory() -> int:
    """Bytes that this process and those it started hold now, shared ones counted once; 0 where Linux doesn't tell."""
    return sum(map(_held, _family(os.getpid())))


def busy() -> float:
    """Seconds of processors that this process, those it started and those of them that ended took; 0 without /proc."""
    return sum(map(_ticks, _family(os.getpid()))) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _held(pid: int) -> int:
    try:
        found = _PSS.search((_PROC / str(pid) / "smaps_rollup").read_text())
    except OSError:  # it has just ended
        return 0
    return int(found[1]) * 1024 if found else 0


def _ticks(pid: int) -> int:
    try:
        # behind the name: 11 fields, then time in user and kernel mode, the same of ended children that were waited for
        told = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, told[11:15]))
