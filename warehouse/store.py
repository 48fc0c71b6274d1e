"""Rows in and out: any frozen dataclass by field name, named queries, the user's own SQL, checks, search."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.answers import answer
from warehouse.columns import Record, as_columns
from warehouse.db import Connection, StatementError, TableError, transaction
from warehouse.errors import translated
from warehouse.keys import UNINDEXED
from warehouse.lakeshape import tables, twin_of
from warehouse.lakewriting import insert_into_lake, key_statements
from warehouse.search import search
from warehouse.sqlfiles import quoted, sql_names, sql_path, sql_text
from warehouse.states import touch, touch_texts
from warehouse.transactions import is_on_lake

__all__ = ["Check", "Record", "append", "insert", "query", "replace", "run_checks", "search", "sql", "table_columns"]

# rows of a statement: about 20 MB of texts
_BATCH = 4096
_WORDINGS = "core.article_versions"
_ASKED = 2000  # keys at once: of more than 2,048 DuckDB asks no index
# Where one key can be seen in several runs: the earliest sighting is the row, whatever was loaded first.
_EARLIEST_KEY = {_WORDINGS: "version_id"}
# they take the name of a file that a closed reader then may not write, and end the process or its connection by that
_SPOILING = re.compile(r"\benable_(?:logging|profiling)\b", re.I)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of warehouse/checks and the rows that offend it; none when all is well."""

    name: str
    rows: tuple[dict[str, Any], ...]


def insert(con: Connection, table: str, rows: Sequence[Record]) -> int:
    """Writes dataclasses into `schema.table` by field name, all or none; gives the number of rows written.

    A key that is there already is left alone (in core.article_versions the earlier sighting wins); columns
    that the class lacks take their defaults. Raises TableError for an unknown table, an unknown field, mixed
    classes, a naive time, a value that does not fit.
    """
    return _insert(con, table, rows, _insert_batch)


def append(con: Connection, table: str, rows: Sequence[Record]) -> int:
    """The same for rows whose keys were just asked for and are missing: nobody looks for them a second time.

    On a lake, where others write at the same time, they are looked for all the same.
    """
    return _insert(con, table, rows, _append_batch)


Write = Callable[[Connection, str, Sequence[str], pa.Table], int]


def _insert(con: Connection, table: str, rows: Sequence[Record], write: Write) -> int:
    columns = table_columns(con, table)
    if not rows:
        return 0
    names = _field_names(type(rows[0]))
    unknown = [name for name in names if name not in columns]
    if unknown:
        raise TableError(f"{table} has no column {', '.join(unknown)} ({type(rows[0]).__name__})")
    types = {name: columns[name] for name in names}
    written = 0
    with translated(table, otherwise=TableError), transaction(con):
        for start in range(0, len(rows), _BATCH):
            batch = _as_columns(table, types, rows[start : start + _BATCH])
            written += write(con.register("batch", batch), table, names, batch)
            con.unregister("batch")  # what fails is rolled back with it, and is the error to tell
            _touch(con, table, batch)
    return written


def _touch(con: Connection, table: str, batch: pa.Table) -> None:
    """Note what is to be looked at because these rows were written."""
    if table == _WORDINGS:
        touch(con, batch["article_id"].unique().to_pylist(), pc.min(batch["fetched_at"]).as_py())
    elif table in ("core.annotations", "core.corrections"):
        touch_texts(con, batch["text_id"].unique().to_pylist())


def _append_batch(con: Connection, table: str, columns: Sequence[str], batch: pa.Table) -> int:
    if is_on_lake(con):
        return _insert_batch(con, table, columns, batch)
    return _written(con, sql_text("statements", "append_rows").format(table=table))


def _insert_batch(con: Connection, table: str, columns: Sequence[str], batch: pa.Table) -> int:
    if is_on_lake(con):
        statement = _insert_statement(table, columns, into=twin_of(table))
        return insert_into_lake(con, table, statement, _EARLIEST_KEY.get(table))
    if table in _EARLIEST_KEY:
        return _insert_sightings(con, table, columns, batch)
    return _written(con, _insert_statement(table, columns, into=table))


def _written(con: Connection, statement: str) -> int:
    (count,) = con.execute(statement).fetchone() or (0,)
    return int(count)


def _insert_sightings(con: Connection, table: str, columns: Sequence[str], batch: pa.Table) -> int:
    """Write over a later sighting only where there is one: a conflict clause reads all keys of the table."""
    key = _EARLIEST_KEY[table]
    known = _known(con, table, key, batch[key].unique().to_pylist())
    if known and _seen_later(con, table, key, batch):
        return _written(con, _insert_statement(table, columns, into=table))
    con.register("batch", batch.filter(pc.invert(pc.is_in(batch[key], pa.array(known, pa.string())))))
    return _written(con, sql_text("statements", "insert_sightings").format(table=table, key=key))


def _known(con: Connection, table: str, key: str, values: Sequence[str]) -> list[str]:
    statement = sql_text("statements", "known_keys")
    found: list[str] = []
    for start in range(0, len(values), _ASKED):
        told = ", ".join(map(quoted, values[start : start + _ASKED]))
        rows = con.execute(statement.format(table=table, key=key, values=told)).fetchall()
        found += [value for (value,) in rows]
    return found


def _seen_later(con: Connection, table: str, key: str, batch: pa.Table) -> bool:
    """Whether a sighting here may have to give way to one of the batch."""
    statement = sql_text("statements", "seen_later").format(table=table, key=key)
    return con.execute(statement, {"first_at": pc.min(batch["fetched_at"]).as_py()}).fetchone() == (True,)


def replace(con: Connection, table: str, rows: Sequence[Record], where: Mapping[str, Any]) -> int:
    """Deletes the rows whose columns equal `where` (empty: all) and inserts these, all or nothing."""
    columns = table_columns(con, table)
    unknown = [name for name in where if name not in columns]
    if unknown:
        raise TableError(f"{table} has no column {', '.join(unknown)}")
    condition = " and ".join(f"{name} is not distinct from ${name}" for name in where) or "true"
    statement = sql_text("statements", "delete_where").format(table=table, condition=condition)
    with translated(table, otherwise=TableError), transaction(con):
        con.execute(statement, dict(where))
        return insert(con, table, rows)


def query(con: Connection, name: str, /, **params: Any) -> list[dict[str, Any]]:
    """The rows of warehouse/queries/<name>.sql with its `$named` parameters; errors name the file."""
    if not sql_path("queries", name).is_file():
        raise StatementError(f"warehouse/queries/{name}.sql does not exist")
    with translated(f"warehouse/queries/{name}.sql"):
        return answer(con, sql_text("queries", name), params)


def sql(con: Connection, text: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of the user's own statement; StatementError carries DuckDB's own words."""
    with translated("SQL"):
        statements = con.extract_statements(text)
        if not statements:
            raise StatementError("SQL: there is no statement in it")
        if found := _SPOILING.search(text):
            raise StatementError(f"SQL: {found.group().lower()} is closed here")
        for statement in statements:
            result = con.execute(statement)
        return [column[0] for column in result.description or []], result.fetchall()


def run_checks(con: Connection, beginning: str = "", since: datetime | None = None) -> list[Check]:
    """The checks of warehouse/checks whose names begin so, by name, each with its offending rows.

    All of them include keys that are there twice where no index keeps them: on a lake of every table. Those of the
    ledger look at what landed `since` (aware), without it at everything.
    """
    con.execute(sql_text("statements", "books_since"), {"since": since})
    names = [name for name in sql_names("checks") if name.startswith(beginning)]
    keys = {} if beginning else key_statements(tables() if is_on_lake(con) else UNINDEXED)
    found = [Check(name, tuple(_run_check(con, name))) for name in names]
    return found + [Check(name, tuple(answer(con, text))) for name, text in keys.items()]


def _run_check(con: Connection, name: str) -> list[dict[str, Any]]:
    with translated(f"warehouse/checks/{name}.sql"):
        return answer(con, sql_text("checks", name))


def table_columns(con: Connection, table: str) -> dict[str, str]:
    """Column names and types of `schema.table` in order; TableError when there is none."""
    if is_on_lake(con) and table in tables():  # whose catalogue works out the columns of every view for an answer
        return {column.name: column.kind for column in tables()[table].columns}
    try:
        return dict(con.execute(sql_text("statements", "columns"), {"table": table}).fetchall())
    except duckdb.CatalogException as error:
        raise TableError(f"there is no table {table}") from error


@cache
def _field_names(record: type[Record]) -> tuple[str, ...]:
    try:
        return tuple(field.name for field in fields(record))
    except TypeError as error:
        raise TableError(f"{record.__name__} is not a dataclass") from error


def _insert_statement(table: str, columns: Sequence[str], into: str) -> str:
    if table in UNINDEXED:
        columns = UNINDEXED[table]
        return sql_text("statements", "insert_unindexed").format(table=into, key=", ".join(columns), first=columns[0])
    if table not in _EARLIEST_KEY:
        return sql_text("statements", "insert_new").format(table=into)
    key = _EARLIEST_KEY[table]
    assignments = ", ".join(f"{name} = excluded.{name}" for name in columns if name != key)
    return sql_text("statements", "insert_earliest").format(table=into, key=key, assignments=assignments)


def _as_columns(table: str, kinds: Mapping[str, str], rows: Sequence[Record]) -> pa.Table:
    try:
        return as_columns(kinds, rows)
    except TypeError as error:
        raise TableError(f"{table}: {error}") from error
