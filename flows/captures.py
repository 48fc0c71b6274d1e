"""The captures of a landed run, read in parts by whoever is free: only addresses go out and only rows come back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from pydantic import TypeAdapter

from crawlers.landing import read_captures, untold
from crawlers.layout import Layout
from crawlers.records import Outcome
from flows.crew import Crew
from flows.parts import Read, RunReader, read_alone
from flows.reading import Reading

PART = 100  # captures read at once: a few megabytes of pages, of which one is in memory
_LAYOUTS = TypeAdapter(dict[str, tuple[Layout, ...]])


@dataclass(frozen=True, slots=True)
class Part:
    """Some requests of one run."""

    folder: Path
    outcomes: tuple[Outcome, ...]


def read_in_parts(
    folder: Path,
    outcomes: tuple[Outcome, ...],
    layouts: Mapping[str, tuple[Layout, ...]],
    crew: Crew,
    losses: list[str],
) -> Iterator[list[Reading]]:
    """The readings of all captures of a run in their order, some at a time; what is damaged is told in `losses`.

    Raises LandingError on a kept reading that can't be read.
    """
    reader = RunReader(layouts)
    parts = (Part(folder, outcomes[at : at + PART]) for at in range(0, len(outcomes), PART))
    for reads, lost in crew.map(partial(_read, _LAYOUTS.dump_json(dict(layouts))), parts):
        losses += lost
        yield [reader.join(one) for one in reads]
    losses += untold(folder, outcomes)


def _read(book: bytes, part: Part) -> tuple[list[Read], list[str]]:
    lost: list[str] = []
    return [read_alone(capture, _opened(book)) for capture in read_captures(part.folder, part.outcomes, lost)], lost


@lru_cache(maxsize=2)
def _opened(book: bytes) -> Mapping[str, tuple[Layout, ...]]:
    """The layouts of all outlets, their selectors compiled once in each process."""
    return _LAYOUTS.validate_json(book)
