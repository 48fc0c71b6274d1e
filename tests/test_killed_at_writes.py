"""Slices of the two long walks: every step of a day killed at its writes, and days of hourly runs that fail at random.

The whole of both: `python -m tests.kills.harness --kills 2100` and `python -m tests.soak --days 30`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
COMPILER = pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc: the library that kills is compiled here")


def ran(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A walk in a process of its own."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=400
    )


@COMPILER
def test_steps_killed_at_a_write_are_simply_done_again() -> None:
    done = ran("tests.kills.harness", "--kills", "14", "--stages", "ingest,load,annotate,alert,digest,send")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    *_, last = done.stdout.splitlines()
    assert last.split()[:3] == ["all", "14", "14"], done.stdout


@COMPILER
@pytest.mark.slow
def test_a_night_of_hourly_runs_balances_and_leaves_nothing() -> None:
    done = ran("tests.soak", "--days", "1", "--hours", "7")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
