"""Warehouses filled from another one: whole, or as it stood at a moment."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warehouse.db import Connection, transaction
from warehouse.errors import translated
from warehouse.sqlfiles import sql_names, sql_text

__all__ = ["fill"]

_PARAMETER = re.compile(r"\$([a-z_]+)")


def fill(con: Connection, source: Path, *, as_of: Mapping[str, Any] | None = None) -> None:
    """Bring the rows of the warehouse at `source` into the empty one that `con` holds, by column name.

    With `as_of` (the parameters of warehouse/as_of) only what was known at a moment; tables without a statement there
    come whole. Raises LockedError while another process writes `source`.
    """
    with translated(str(source)):
        con.execute(f"attach '{str(source).replace(chr(39), chr(39) * 2)}' as other (read_only)")
        try:
            with transaction(con):
                for table in _tables(con):
                    _fill_table(con, table, as_of)
        finally:
            con.execute("detach other")


def _tables(con: Connection) -> list[str]:
    """The tables of the present form that `source` has, too: a file of an earlier program lacks the newest."""
    there = con.execute(sql_text("statements", "table_names_of"), {"name": "other"}).fetchall()
    here = con.execute(sql_text("statements", "table_names")).fetchall()
    return sorted({name for (name,) in here} & {name for (name,) in there})


def _fill_table(con: Connection, table: str, as_of: Mapping[str, Any] | None) -> None:
    restricted = as_of is not None and table in sql_names("as_of")
    rows = sql_text("as_of", table) if restricted else f"select * from other.{table}"  # noqa: S608 - our own name
    wanted = {name: (as_of or {})[name] for name in _PARAMETER.findall(rows)} if restricted else {}
    statement = f"insert into {table} by name {rows}"
    con.execute(statement, wanted) if wanted else con.execute(statement)
