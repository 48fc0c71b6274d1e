"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track as rich_track

T = TypeVar("T")
LINES = 10  # plain lines a job, whatever its length


def track(steps: Sequence[T], label: str, *, unit: int = 1) -> Iterator[T]:
    """Give the steps one by one and show on stderr how far they are; `unit` is the items a step holds."""
    console = Console(stderr=True)
    if console.is_terminal:
        yield from rich_track(steps, description=label, console=console, transient=True)
        return
    every = max(1, len(steps) // LINES)
    for done, step in enumerate(steps, start=1):
        yield step
        if len(steps) > 1 and (done % every == 0 or done == len(steps)):
            print(f"{label}: {done * unit}/{len(steps) * unit}", file=sys.stderr)  # noqa: T201 (the plain line)
