"""The codes of all labels with their Vietnamese names, read once from taxonomy.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def taxonomy() -> dict[str, dict[str, dict[str, Any]]]:
    """Give the whole taxonomy: group (topics, targets, stances, …) → code → name, covers, plan."""
    return tomllib.loads(Path(__file__).with_name("taxonomy.toml").read_text(encoding="utf-8"))


def codes(group: str) -> tuple[str, ...]:
    """Give the codes of `group` in the order of the file."""
    return tuple(taxonomy()[group])


def name(group: str, code: str) -> str:
    """Give the Vietnamese name of a code."""
    return str(taxonomy()[group][code]["name"])
