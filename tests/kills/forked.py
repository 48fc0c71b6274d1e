"""Work done in a child of this process: it may die at any moment, the parent stays."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

COMPUTING_S = 120  # a child that computes for longer hangs
WAITING_S = 1800  # as does one that is not done by then; the whole harness may be stopped meanwhile for some minutes
# DuckDB ends the process when some commits fail, a log can't be cut while its file is closed, or a catalogue goes at
# some moments; flows/entry.py tells the operator
ABORTED = f"wait status {signal.SIGABRT.value}"


@dataclass(frozen=True, slots=True)
class Said:
    """How a child ended: `killed` by SIGKILL, `failed` by an exception or another signal; what it said."""

    killed: bool
    failed: bool
    text: str


def forked(work: Callable[[], object]) -> Said:
    """Do something in a child that gets a copy of everything imported so far; its result comes back as text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read().decode()
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Said(killed, status != 0 and not killed, text or f"wait status {status}")


def _child(work: Callable[[], object], writing: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, COMPUTING_S)
    signal.alarm(WAITING_S)
    try:
        said, code = str(work()), 0
    except BaseException as error:  # noqa: BLE001 (a child must not come back into the parent's code)
        said, code = f"{type(error).__name__}: {error}", 3
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(said.encode())
    os._exit(code)
