"""Reading the shared press material, independently of the code under test."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

ITEMS = "items-17-outlets.jsonl.gz"
LONG_ITEMS = "items-3-outlets-8-months.jsonl.gz"


def press_items(shared: Path, name: str = ITEMS) -> Iterator[dict[str, str]]:
    """The raw items of a saved collection, in its order."""
    with gzip.open(shared / "press" / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def press_links(shared: Path) -> Iterator[str]:
    """Every address in both collections, in their order, with repeats."""
    for name in (ITEMS, LONG_ITEMS):
        for item in press_items(shared, name):
            yield item["link"]
