"""JSON and TOML that anybody may have written: read within bounds, and whatever is wrong with them is a ValueError."""

import json
import tomllib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

MOST_TOML = 1 << 20  # bytes of a file; the longest plan has 36,000
_MOST_DOTS = 1000  # in one line: tomllib takes the square of a dotted key's parts
_MOST_FAULTS, _MOST_LETTERS = 20, 300  # of what is told of one file


def json_of(text: str | bytes) -> Any:
    """The value of a JSON text; ValueError for any other, and for one that is nested beyond reason."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def toml_of(path: Path) -> dict[str, Any]:
    """The table of a TOML file in UTF-8; ValueError says what is wrong with it, OSError when there is none to open."""
    if path.exists() and not path.is_file():  # a pipe would be waited for, a device never ends
        raise ValueError("no regular file")
    with path.open("rb") as handle:
        content = handle.read(MOST_TOML + 1)
    if len(content) > MOST_TOML:
        raise ValueError(f"longer than {MOST_TOML} bytes")
    if any(line.count(b".") > _MOST_DOTS for line in content.split(b"\n")):
        raise ValueError(f"a line with more than {_MOST_DOTS} dots")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def told(faults: Iterable[str]) -> str:
    """What is wrong with one file, cut where it would fill a screen."""
    every = iter(faults)
    first = [one if len(one) <= _MOST_LETTERS else f"{one[:_MOST_LETTERS]}…" for one in islice(every, _MOST_FAULTS)]
    more = sum(1 for _ in every)
    return "; ".join(first) + (f"; and {more} more" if more else "")
