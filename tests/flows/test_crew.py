"""Work in parts: in order, bounded, the same by whoever does it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.crew import ALONE, Hands, crew


def square(number: int) -> int:
    return number * number


def refuse(number: int) -> int:
    if number == 3:
        raise ValueError("not three")
    return number


def where(number: int) -> int:
    return os.getpid()


@pytest.fixture
def hands() -> Iterator[Hands]:
    team = Hands(2, few=4)
    yield team
    team.leave()


def test_results_come_in_order(hands: Hands) -> None:
    assert list(hands.map(square, range(40))) == list(ALONE.map(square, range(40)))


def test_few_parts_are_done_here(hands: Hands) -> None:
    assert set(hands.map(where, range(4))) == {os.getpid()}
    assert os.getpid() not in set(hands.map(where, range(5)))


def test_few_parts_go_to_hands_that_work_already(hands: Hands) -> None:
    assert os.getpid() not in set(hands.map(where, range(5)))
    assert os.getpid() not in set(hands.map(where, range(2)))
    assert set(hands.map(where, range(1))) == {os.getpid()}


def test_parts_are_made_only_a_few_ahead(hands: Hands) -> None:
    made: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(1000):
            made.append(number)
            yield number

    results = hands.map(square, parts())
    assert [next(results) for _ in range(10)] == [square(number) for number in range(10)]
    assert len(made) < 25


def test_a_failure_is_told_and_the_hands_go_on(hands: Hands) -> None:
    with pytest.raises(ValueError, match="not three"):
        list(hands.map(refuse, range(9)))
    assert list(hands.map(square, range(9))) == [number * number for number in range(9)]


KILLED = """
import os, signal
from flows.crew import Hands
from tests.flows.test_crew import where

if __name__ == "__main__":
    for pid in Hands(2, few=1).map(where, range(100)):
        print(pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_hands_go_when_their_main_process_is_killed(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(KILLED)
    told = tmp_path / "told"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with told.open("w") as out:
        subprocess.run([sys.executable, tmp_path / "main.py"], stdout=out, stderr=out, env=environment, check=False)
    pids = {int(line) for line in told.read_text().splitlines() if line.isdigit()}
    assert pids
    until = time.monotonic() + 20
    while any(is_there(pid) for pid in pids):
        assert time.monotonic() < until, "the hands outlive their main process"
        time.sleep(0.05)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_crew_that_is_not_needed_starts_nothing() -> None:
    with crew() as team:
        assert list(team.map(square, [1, 2])) == [1, 4]
