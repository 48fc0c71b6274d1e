"""Work in parts: in order, bounded, the same by whoever does it."""

import os
from collections.abc import Iterator

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


def test_a_crew_that_is_not_needed_starts_nothing() -> None:
    with crew() as team:
        assert list(team.map(square, [1, 2])) == [1, 4]
