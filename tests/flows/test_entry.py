"""A command whose process the system ends: one clear sentence, exit code 1, nothing left running."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.entry import last_words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children die with their parents on Linux only")


def begun(home: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows", "--home", str(home), *words]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def child_of(process: subprocess.Popen[str]) -> int:
    """The process that does the work."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        if found := children.read_text(encoding="ascii").split():
            return int(found[0])
    raise AssertionError("no child was seen")


def without_room(words: str) -> str:
    """What was said, but for the free room of the disk: others write to it meanwhile."""
    return re.sub(r"còn trống [\d,]+ MB", "còn trống … MB", words)


def gone(child: int) -> bool:
    """Whether a process ends soon; one that nobody asks after is a name without a program."""
    program = Path(f"/proc/{child}/exe")
    until = time.monotonic() + 20
    while program.is_file() and time.monotonic() < until:
        time.sleep(0.05)
    return not program.is_file()


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_a_process_that_is_ended_from_outside_is_told_of(tmp_path: Path, number: signal.Signals) -> None:
    process = begun(tmp_path, "check")
    os.kill(child_of(process), number)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 1
    told = without_room(said.strip().splitlines()[-1])
    assert told == f"diemtin: {without_room(last_words(number, tmp_path))}"
    assert f"{tmp_path} còn trống … MB" in told


def test_a_stop_on_request_is_passed_on(tmp_path: Path) -> None:
    process = begun(tmp_path, "check")
    child = child_of(process)
    process.terminate()
    assert "chết giữa chừng" not in process.communicate(timeout=30)[1]
    assert process.returncode in (128 + signal.SIGTERM, -signal.SIGTERM)  # before it could pass it on
    assert gone(child)


def test_nothing_goes_on_behind_a_killed_command(tmp_path: Path) -> None:
    process = begun(tmp_path, "check")
    child = child_of(process)
    process.kill()
    process.communicate(timeout=30)
    assert gone(child)


@pytest.mark.parametrize(("words", "code"), [(["check"], 0), (["query", "select 1"], 1), (["no-such-command"], 2)])
def test_exit_codes_are_those_of_the_command(tmp_path: Path, words: list[str], code: int) -> None:
    process = begun(tmp_path, *words)
    process.communicate(timeout=60)
    assert process.returncode == code
