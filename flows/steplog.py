"""What every step did, one line each in `logs/steps-<month>.jsonl`: the operator's record, and ops.steps for analysts.

A line holds names and numbers only: nothing of a text, an address or a secret.
"""

import functools
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from flows.appendfile import add, appending
from flows.home import Home
from warehouse import store
from warehouse.db import Connection

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of `ops.steps`: a step from `begun_at` (UTC) on, `error` the kind of what it raised, `facts` JSON."""

    begun_at: datetime
    step: str
    seconds: float
    outcome: str  # done | failed
    error: str | None
    facts: str


def logged(
    step: str, facts: Callable[[Any], Mapping[str, object]]
) -> Callable[[Callable[Concatenate[Home, P], R]], Callable[Concatenate[Home, P], R]]:
    """Note each run of a step that takes a home first; `facts` gives what of its result is worth a number."""

    def wrap(work: Callable[Concatenate[Home, P], R]) -> Callable[Concatenate[Home, P], R]:
        @functools.wraps(work)
        def run(home: Home, /, *args: P.args, **kwargs: P.kwargs) -> R:
            begun_at, begun = datetime.now(UTC), time.monotonic()

            def note(outcome: str, error: str | None, told: Mapping[str, object]) -> None:
                seconds = round(time.monotonic() - begun, 3)
                said = json.dumps(dict(told), ensure_ascii=False, default=str)
                _write(home, StepRow(begun_at, step, seconds, outcome, error, said))

            try:
                result = work(home, *args, **kwargs)
            except BaseException as error:  # a stop by a person is worth a line, too; it goes on its way
                note("failed", type(error).__name__, {})
                raise
            note("done", None, facts(result))
            return result

        return run

    return wrap


def read(home: Home) -> Iterator[StepRow]:
    """Every step that was noted, month by month; a line that a crash tore is passed over."""
    for path in sorted(_folder(home).glob("steps-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
                yield StepRow(**{**row, "begun_at": datetime.fromisoformat(row["begun_at"])})
            except (ValueError, KeyError, TypeError):
                continue


def load(con: Connection, home: Home) -> int:
    """Replace ops.steps by what the files say; gives the number of rows."""
    rows = list(read(home))
    store.replace(con, "ops.steps", rows, {})
    return len(rows)


def _write(home: Home, row: StepRow) -> None:
    line = json.dumps({**asdict(row), "begun_at": row.begun_at.isoformat()}, ensure_ascii=False)
    try:
        with appending(_folder(home) / f"steps-{row.begun_at:%Y-%m}.jsonl") as descriptor:
            add(descriptor, line, durable=False)  # a record of work is not worth a wait for the disk
    except OSError:
        return  # a disk that is full stops the work itself, and says so there


def _folder(home: Home) -> Path:
    return home.root / "logs"
