"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.terminal import Terminal

T = TypeVar("T")
LINES = 10  # plain lines a job, whatever its length


def track(steps: Sequence[T], label: str, *, unit: int = 1, tell: Callable[[], str] = lambda: "") -> Iterator[T]:
    """Give the steps one by one and show on stderr how far they are; `unit` is the items a step holds.

    `tell` gives what else there is to say at the moment, such as what the steps brought so far.
    """
    console = Terminal(stderr=True)
    if console.is_terminal:
        yield from _bar(steps, label, tell, console)
        return
    every = max(1, len(steps) // LINES)
    for done, step in enumerate(steps, start=1):
        yield step
        if len(steps) > 1 and (done % every == 0 or done == len(steps)):
            print(f"{label}: {done * unit}/{len(steps) * unit} {tell()}".rstrip(), file=sys.stderr)  # noqa: T201 (the plain line)


def _bar(steps: Sequence[T], label: str, tell: Callable[[], str], console: Terminal) -> Iterator[T]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[told]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=len(steps), told="")
        for step in steps:
            yield step
            bar.update(task, advance=1, told=tell())
