"""What mart has promised: the views, keys, columns and types that an analyst's saved question may rely on.

`contract.toml` only grows by itself (`python -m warehouse.dictionary`); to take something back or give a column another
type, a person edits the file, and says in the commit why questions that worked must fail now.
"""

import re
import tomllib
from collections.abc import Mapping

import duckdb

from warehouse.sqlfiles import ROOM, sql_text

CONTRACT = ROOM / "contract.toml"
_HEAD = "# The promise of mart: see contract.py. Key columns are together unique in their view.\n"
_KEY = re.compile(r"^-- key: (.+)$", re.M)

Views = Mapping[str, Mapping[str, str]]


def keys_of(view: str) -> list[str]:
    """The columns that together are unique in a mart view, as its file says; empty when it doesn't say."""
    found = _KEY.search(sql_text("views", view))
    return [name.strip() for name in found.group(1).split(",")] if found else []


def views_of(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Every mart view of an open warehouse with its columns and their types, in order."""
    found: dict[str, dict[str, str]] = {}
    for view, _, column, kind, _ in con.execute(sql_text("statements", "dictionary")).fetchall():
        found.setdefault(view, {})[column] = kind.lower()
    return found


def promised() -> dict[str, dict[str, str]]:
    """The views and columns of the contract; `key` is among them, its columns with commas between."""
    return tomllib.loads(CONTRACT.read_text(encoding="utf-8")) if CONTRACT.is_file() else {}


def broken(promise: Views, found: Views) -> list[str]:
    """The promises that a warehouse doesn't keep, one line each. Pure."""
    lines = [f"{view} is gone" for view in promise if view not in found]
    for view in promise.keys() & found.keys():
        for column, kind in promise[view].items():
            if column == "key":
                if kind != ", ".join(keys_of(view)):
                    lines.append(f"{view}: its key was {kind}")
            elif found[view].get(column) != kind:
                lines.append(f"{view}.{column} was {kind}, is {found[view].get(column, 'gone')}")
    return sorted(lines)


def renewed(promise: Views, found: Views) -> str:
    """The contract with what is new added to it, nothing taken out. Pure."""
    parts = []
    for view in sorted({*promise, *found}):
        columns = {"key": ", ".join(keys_of(view)), **found.get(view, {}), **promise.get(view, {})}
        parts.append("\n".join([f'["{view}"]', *(f"{name} = '{kind}'" for name, kind in columns.items())]))
    return _HEAD + "\n" + "\n\n".join(parts) + "\n"
