"""The shape of a DuckLake: the tables that the migrations give, without what DuckLake has no room for.

DuckLake knows no keys, checks or defaults of lists. They hold all the same: every row that `store.insert` writes goes
through a twin of its table, a temporary one with all of them (lakewriting.py), and `diemtin check` looks for keys that
are there twice. A new migration reaches a lake as the difference between its tables and those of the migrations.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from warehouse.keys import UNINDEXED
from warehouse.schema import create_views, is_current, migrate, missing_migrations, note_migrations
from warehouse.sqlfiles import sql_text
from warehouse.transactions import alone, transaction

Connection = duckdb.DuckDBPyConnection
_LIST = "[]"
_TIMES = ("DATE", "TIMESTAMP WITH TIME ZONE")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as the migrations leave it."""

    name: str
    kind: str
    nullable: bool
    default: str | None

    @property
    def ddl(self) -> str:
        """The column in the words of DuckLake, which knows no default of a list."""
        default = f" default {self.default}" if self.default and not self.kind.endswith(_LIST) else ""
        return f'"{self.name}" {self.kind}{default}{"" if self.nullable else " not null"}'


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the migrations leave it: columns, the sets of columns that are unique, its statement."""

    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    statement: str


@cache
def tables() -> Mapping[str, Table]:
    """Every table of the migrations by `schema.name`, learned once from an empty warehouse in memory."""
    with duckdb.connect() as con:
        migrate(con)
        columns: dict[str, list[Column]] = {}
        for table, *column in con.execute(sql_text("statements", "shape_columns")).fetchall():
            columns.setdefault(table, []).append(Column(*column))
        keys = {name: [key] for name, key in UNINDEXED.items()}
        for table, names in con.execute(sql_text("statements", "shape_keys")).fetchall():
            keys.setdefault(table, []).append(tuple(names))
        statements = dict(con.execute(sql_text("statements", "shape_tables")).fetchall())
    return {
        name: Table(tuple(columns[name]), tuple(keys.get(name, ())), statement)
        for name, statement in statements.items()
    }


def bring_to_shape(con: Connection) -> bool:
    """Make of the lake that `con` uses what this program expects; False when it is. MigrationError as for a file."""
    if is_current(con):
        return False
    with alone(con):
        missing = missing_migrations(con)
        if missing:
            with transaction(con):
                _bring_tables(con)
        with transaction(con):
            for name, table in tables().items():
                con.execute(f"delete from {name} where {' and '.join(map(_is_first, table.columns))}")  # noqa: S608
            note_migrations(con, missing)  # not before: who is stopped between the two must begin again
        create_views(con, on_lake=True)
    return True


def _bring_tables(con: Connection) -> None:
    there = {name for (name,) in con.execute(sql_text("statements", "shape_names")).fetchall()}
    for schema in sorted({"mart", *(name.split(".")[0] for name in tables())} - {"main"}):
        con.execute(f"create schema if not exists {schema}")
    for name, table in tables().items():
        if name not in there or not _extend(con, name, table):
            _make(con, name, table)


def _extend(con: Connection, name: str, table: Table) -> bool:
    """Add the columns that a table lacks; False when it must be made anew. Its rows then come back from the files."""
    there = {column: kind for column, kind, *_ in con.execute(f"describe {name}").fetchall()}
    wanted = {column.name: column.kind for column in table.columns}
    if there.items() - wanted.items():
        return False
    for column in table.columns:
        if column.name not in there:
            con.execute(f"alter table {name} add column {column.ddl}")
    return True


def _make(con: Connection, name: str, table: Table) -> None:
    """Make a table and give it a first row, which goes before anybody writes another.

    DuckLake 1.5 asks for the statistics of a table that never had a row anew with every column of every view over it:
    440 times for one question to mart.articles, which takes 2 s in place of 0.3.
    """
    con.execute(f"drop table if exists {name}")
    con.execute(f"create table {name} ({', '.join(column.ddl for column in table.columns)})")
    con.execute(f"insert into {name} values ({', '.join(map(_first, table.columns))})")  # noqa: S608 - our own names


def _first(column: Column) -> str:
    text = "[]" if column.kind.endswith(_LIST) else "epoch" if column.kind in _TIMES else "0"
    return f"cast('{text}' as {column.kind})"


def _is_first(column: Column) -> str:
    return f'"{column.name}" = {_first(column)}'


def twin_statement(name: str) -> str:
    """The statement that makes the twin of a table, with all its constraints and no rows."""
    return re.sub(
        r"^CREATE TABLE \S+?\(", f"create or replace temp table {twin_of(name)}(", tables()[name].statement, count=1
    )


def twin_of(name: str) -> str:
    """How the twin of a table is called."""
    return f"temp.{name.replace('.', '__')}"
