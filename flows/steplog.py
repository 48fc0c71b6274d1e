"""What every step did, one line each in `logs/steps-<month>.jsonl`: the operator's record, and ops.steps for analysts.

A line holds names and numbers only: nothing of a text, an address or a secret. A step whose process ended under it is
told by whoever comes next (running.py).
"""

import functools
import json
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from crawlers.given import json_of
from flows.appendfile import add, appending
from flows.home import Home
from flows.running import Mark, fallen, running, sweep_marks
from warehouse import store
from warehouse.db import Connection

LONGEST = timedelta(days=2)  # a step is noted when it ends: one that began before others may come after them
AHEAD = timedelta(minutes=5)  # that two clocks may differ
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
P = ParamSpec("P")
R = TypeVar("R")
ITEMS = "items"  # of a step's facts: how many things it did
DIED = "Died"  # in place of an error's kind: the process was gone before the step ended


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of `ops.steps`: a step from `begun_at` (UTC) on, `error` the kind of what it raised, `facts` JSON.

    `peak_mb` is the most memory that the process or a child of it had held by then, hands (flows/crew.py) apart. Steps
    of one process or of one Prefect flow run have one `run`; lines of before there was one have none.
    """

    begun_at: datetime
    step: str
    seconds: float
    outcome: str  # done | failed
    error: str | None
    facts: str
    run: str = ""
    items: int | None = None
    peak_mb: int | None = None


def logged(
    step: str, facts: Callable[[Any], Mapping[str, object]]
) -> Callable[[Callable[Concatenate[Home, P], R]], Callable[Concatenate[Home, P], R]]:
    """Note each run of a step that takes a home first; `facts` gives what of its result is worth a number."""

    def wrap(work: Callable[Concatenate[Home, P], R]) -> Callable[Concatenate[Home, P], R]:
        @functools.wraps(work)
        def run(home: Home, /, *args: P.args, **kwargs: P.kwargs) -> R:
            begun_at, begun = datetime.now(UTC), time.monotonic()
            _tell_fallen(home)

            def note(outcome: str, error: str | None, told: Mapping[str, object]) -> None:
                seconds = round(time.monotonic() - begun, 3)
                _write(home, _row(begun_at, step, seconds, outcome, error, dict(told)))

            try:
                with running(home, step, begun_at, run_of_process()):
                    result = work(home, *args, **kwargs)
            except BaseException as error:  # a stop by a person is worth a line, too; it goes on its way
                note("failed", type(error).__name__, {})
                raise
            note("done", None, facts(result))
            return result

        return run

    return wrap


def read(home: Home, since: datetime = _EVER) -> Iterator[StepRow]:
    """Every step that began at a moment or later, month by month; a line torn by a crash is left out.

    Last come those whose process is gone and of which nobody has told yet.
    """
    for path in sorted(_folder(home).glob("steps-*.jsonl")):
        if path.stem < f"steps-{since:%Y-%m}":
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                row = json_of(line)
                step = StepRow(**{**row, "begun_at": datetime.fromisoformat(row["begun_at"])})
            except (ValueError, KeyError, TypeError):
                continue
            if step.begun_at >= since:
                yield step
    yield from (_died(mark) for mark in fallen(home) if mark.begun_at >= since)


def load(con: Connection, home: Home) -> int:
    """Bring what the files say and ops.steps lacks into it; gives the number of new rows."""
    (last,) = store.query(con, "steps_last", until=datetime.now(UTC) + AHEAD)
    since = _EVER if last["begun_at"] is None else last["begun_at"] - LONGEST
    rows = {(row.begun_at, row.step): row for row in read(home, since)}
    return store.insert(con, "ops.steps", list(rows.values()))


@functools.cache
def run_of_process() -> str:
    """What the steps of this process have in common: Prefect's flow run, or the moment and id of the process."""
    return os.environ.get("PREFECT__FLOW_RUN_ID") or f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"


def _row(
    begun_at: datetime, step: str, seconds: float, outcome: str, error: str | None, told: dict[str, Any]
) -> StepRow:
    items = told.pop(ITEMS, None)
    facts = json.dumps(told, ensure_ascii=False, default=str)
    return StepRow(begun_at, step, seconds, outcome, error, facts, run_of_process(), items, _peak_mb())


def _peak_mb() -> int:
    """Of this process and its children, whichever held more; the system tells kilobytes."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


def _died(mark: Mark) -> StepRow:
    return StepRow(mark.begun_at, mark.step, 0.0, "failed", DIED, "{}", mark.run)


def _tell_fallen(home: Home) -> None:
    """Note the steps whose process is gone, and take their marks away."""
    sweep_marks(home)
    for mark in fallen(home):
        if _write(home, _died(mark)):
            mark.path.unlink(missing_ok=True)


def _write(home: Home, row: StepRow) -> bool:
    line = json.dumps({**asdict(row), "begun_at": row.begun_at.isoformat()}, ensure_ascii=False)
    try:
        with appending(_folder(home) / f"steps-{row.begun_at:%Y-%m}.jsonl") as descriptor:
            add(descriptor, line, durable=False)  # a record of work is not worth a wait for the disk
    except OSError:
        return False  # a disk that is full stops the work itself, and says so there
    return True


def _folder(home: Home) -> Path:
    return home.root / "logs"
