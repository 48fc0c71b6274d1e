"""Words in a row that are no name although each could be part of one, from ordinary_pairs.txt.

A name in small letters or capitals throughout is known by being a row of such words that nobody writes otherwise.
"""

from functools import cache
from pathlib import Path

from crawlers.identity_words import bare

FILE = Path(__file__).parent / "ordinary_pairs.txt"


def is_ordinary(first: str, second: str) -> bool:
    """Whether two folded words stand in a row in everyday texts; as typed without marks when neither bears one."""
    pair = (first, second)
    if pair in _pairs():
        return True
    return first.isascii() and second.isascii() and pair in _bare_pairs()


def read_pairs(path: Path) -> dict[str, frozenset[str]]:
    """Give the words that follow each first word of a file of lines `first: second second …`."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {first: frozenset(seconds.split()) for first, seconds in (line.split(": ", 1) for line in lines)}


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, seconds in read_pairs(FILE).items() for second in seconds)


@cache
def _bare_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((bare(first), bare(second)) for first, second in _pairs())
