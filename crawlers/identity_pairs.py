"""Words in a row that are no name although each could be part of one, from ordinary_pairs.txt.

A name in small letters or capitals throughout is known by being a row of such words that nobody writes otherwise.
"""

from functools import cache
from pathlib import Path

from crawlers.identity_words import bare

FILE = Path(__file__).parent / "ordinary_pairs.txt"


def is_ordinary(first: str, second: str) -> bool:
    """Whether two folded words stand in a row in everyday texts; without marks when either has none."""
    pair = (first, second)
    if pair in _pairs():
        return True
    return (first.isascii() or second.isascii()) and (bare(first), bare(second)) in _bare_pairs()


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rows = (line.split(": ", 1) for line in lines)
    return frozenset((first, second) for first, seconds in rows for second in seconds.split())


@cache
def _bare_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((bare(first), bare(second)) for first, second in _pairs())
