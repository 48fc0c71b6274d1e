"""Rows into a lake: through the twin of their table, which has its constraints, then those that are not there yet."""

from collections.abc import Iterable, Mapping

import duckdb

from warehouse.lakeshape import tables, twin_of, twin_statement
from warehouse.sqlfiles import sql_text

Connection = duckdb.DuckDBPyConnection


def insert_into_lake(con: Connection, table: str, statement: str, earliest: str | None) -> int:
    """Write the view `batch` with the statement for its twin, inside a transaction; gives the number of rows written.

    `earliest`: the key column of which the earliest sighting is kept, where that is the rule.
    """
    twin = twin_of(table)
    con.execute(twin_statement(table))
    con.execute(statement)
    known = "twin_known" if earliest is None else "twin_known_earlier"
    for key in tables()[table].keys:
        con.execute(sql_text("statements", known).format(table=table, twin=twin, same=_same(key)))
    if earliest is not None:
        con.execute(sql_text("statements", "twin_later").format(table=table, twin=twin, key=earliest))
    written = con.execute(f"insert into {table} by name from {twin}").fetchone()
    con.execute(f"drop table {twin}")
    return int(written[0]) if written else 0


def key_statements(names: Iterable[str]) -> Mapping[str, str]:
    """For every key of these tables, by name, the statement that gives its values that are there twice."""
    return {
        f"keys_of_{name}" if number == 0 else f"keys_of_{name}_{number + 1}": sql_text("statements", "doubled").format(
            table=name, columns=", ".join(f'"{column}"' for column in key)
        )
        for name in names
        for number, key in enumerate(tables()[name].keys)
    }


def _same(key: tuple[str, ...]) -> str:
    return " and ".join(f'held."{name}" = given."{name}"' for name in key)
