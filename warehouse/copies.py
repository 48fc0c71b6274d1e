"""Warehouses filled from another one: whole, or as it stood at a moment."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warehouse.db import Connection, transaction
from warehouse.errors import translated
from warehouse.lake import attach_warehouse
from warehouse.sqlfiles import sql_names, sql_text
from warehouse.states import DERIVED, settle, touch_all
from warehouse.texts import know_texts

__all__ = ["fill"]

_PARAMETER = re.compile(r"\$([a-z_]+)")


def fill(con: Connection, home: Path, by: str | None = None, **parameters: Any) -> None:
    """Bring the rows of a home's warehouse into the empty one that `con` holds, by column name.

    `by` names a folder of this room with a statement for the tables that are not to come whole: `as_of` (what was known
    at a moment, with its parameters), `archived` (without the bodies that the archive holds). LockedError while another
    process writes its file.
    """
    know_texts(con, home)
    attach_warehouse(con, home, "other")
    with translated(str(home)):
        try:
            with transaction(con):
                for table in _tables(con):
                    _fill_table(con, table, by, parameters)
                touch_all(con)
                settle(con)
        finally:
            con.execute("detach other")


def _tables(con: Connection) -> list[str]:
    """The tables that come as they are: underived ones that the other has, too (earlier programs lack the newest)."""
    there = con.execute(sql_text("statements", "table_names_of"), {"name": "other"}).fetchall()
    here = con.execute(sql_text("statements", "table_names")).fetchall()
    return sorted({name for (name,) in here} & {name for (name,) in there} - DERIVED)


def _fill_table(con: Connection, table: str, by: str | None, parameters: Mapping[str, Any]) -> None:
    own = by is not None and table in sql_names(by)
    rows = sql_text(by, table) if own and by else f"select * from other.{table}"  # noqa: S608 - our own name
    wanted = {name: parameters[name] for name in _PARAMETER.findall(rows)} if own else {}
    statement = f"insert into {table} by name {rows}"
    con.execute(statement, wanted) if wanted else con.execute(statement)
