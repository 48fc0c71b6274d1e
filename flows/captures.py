"""The captures of landed runs, read in parts by whoever is free: only addresses go out and only rows come back.

The parts of all runs go out in one line: while the rows of a run are written, the next one is read.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

from pydantic import TypeAdapter

from crawlers.landing import LandingError, Run, read_captures, read_outcomes, run_info, untold
from crawlers.layout import Layout
from crawlers.records import Outcome
from flows.crew import Crew
from flows.parts import Read, RunReader, read_alone
from flows.publicload import KINDS
from flows.reading import Reading

PART = 100  # captures read at once: a few megabytes of pages, of which one is in memory
Layouts = Mapping[str, tuple[Layout, ...]]
_LAYOUTS = TypeAdapter(dict[str, tuple[Layout, ...]])


@dataclass(frozen=True, slots=True)
class Part:
    """Some requests of one run."""

    folder: Path
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """A landed run that is being read: its requests, none for a run of pages' sheets; what was lost so far."""

    info: Run
    folder: Path
    outcomes: tuple[Outcome, ...] = ()
    losses: list[str] = field(default_factory=list)

    @property
    def has_sheets(self) -> bool:
        """Whether it brought counters and posts of public pages and no captures."""
        return self.info.kind in KINDS


@dataclass(frozen=True, slots=True)
class _Brought:
    """What a part gives: its readings, what is damaged in it, and the fault that ends its run."""

    reads: tuple[Read, ...] = ()
    lost: tuple[str, ...] = ()
    fault: str = ""


Readings = Iterator[list[Reading]]  # some captures at a time, in their order


def read_ahead(
    folders: Iterable[Path], layouts: Layouts, crew: Crew, before: Callable[[Path], None] = lambda run: None
) -> Iterator[tuple[Open | LandingError, Readings]]:
    """Each run with the readings of its captures; an error instead of one that can't be opened.

    `before` is done to a run before it is opened. What is damaged is told in the run's losses, complete when its
    readings were taken, which raise LandingError on a kept reading that can't be read. A run's readings are gone when
    the next run is asked for.
    """
    waiting: deque[Open | LandingError] = deque()

    def parts() -> Iterator[Part]:
        for folder in folders:
            run = _opened_run(folder, before)
            outcomes = () if isinstance(run, LandingError) else run.outcomes
            for at in range(0, max(len(outcomes), 1), PART):
                waiting.append(run)
                yield Part(folder, outcomes[at : at + PART])

    brought = ((waiting.popleft(), one) for one in crew.map(partial(_read, _LAYOUTS.dump_json(dict(layouts))), parts()))
    for run, parts_of_run in groupby(brought, key=lambda pair: pair[0]):
        yield run, _readings(run, (one for _, one in parts_of_run), layouts)


def _opened_run(folder: Path, before: Callable[[Path], None]) -> Open | LandingError:
    try:
        before(folder)
        run = Open(run_info(folder), folder)
        run.losses.extend(run.info.notes)
        return run if run.has_sheets else Open(run.info, folder, tuple(read_outcomes(folder, run.losses)), run.losses)
    except LandingError as error:
        return error


def _readings(run: Open | LandingError, brought: Iterable[_Brought], layouts: Layouts) -> Readings:
    if isinstance(run, LandingError):
        return
    reader = RunReader(layouts)
    for one in brought:
        run.losses.extend(one.lost)
        if one.fault:
            raise LandingError(one.fault)
        yield [reader.join(read) for read in one.reads]
    run.losses.extend(untold(run.folder, run.outcomes))


def _read(book: bytes, part: Part) -> _Brought:
    lost: list[str] = []
    if not part.outcomes:
        return _Brought()
    try:
        captures = read_captures(part.folder, part.outcomes, lost)
        return _Brought(tuple([read_alone(capture, _opened(book)) for capture in captures]), tuple(lost))
    except LandingError as error:
        return _Brought(lost=tuple(lost), fault=str(error))


@lru_cache(maxsize=2)
def _opened(book: bytes) -> Layouts:
    """The layouts of all outlets, their selectors compiled once in each process."""
    return _LAYOUTS.validate_json(book)
