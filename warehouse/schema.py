"""Brings an open warehouse to this program's shape: migrations once, macros, views and comments each time."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter

import duckdb

from warehouse.errors import MigrationError
from warehouse.sqlfiles import sql_names, sql_path, sql_text
from warehouse.states import touch_all

# What homes recorded whose program had other line breaks in the comments of these two: the same statements
REWRAPPED = {
    "0084_core_stances": "eb84689b208f756f722fa574ed1dacbb454df602c2c979684c5d53cfa6420480",
    "0088_core_plan_readings": "383e42db28c7024c7e3a6e000634d6804d64b61dfc33b4996b18a8465a3ad83d",
}
_RELATION = re.compile(r"\b(?:core|mart)\.[a-z_]+\b")


def is_current(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether nothing is left to do for `migrate` and `create_views`; MigrationError as there."""
    return not missing_migrations(con) and _definitions_known(con)


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Applies the migrations that the file lacks, each in its own transaction.

    Raises MigrationError, naming the file, when an applied one was changed or isn't known to this program.
    """
    for name, digest in missing_migrations(con):
        _apply(con, name, digest)


def missing_migrations(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """The migrations that the file lacks, in order, each with the hash of its text; MigrationError as in `migrate`."""
    applied = _applied(con)
    names = sql_names("migrations")
    missing = []
    for name in applied:
        if name not in names:
            raise MigrationError(f"{name}.sql: kho dữ liệu do một bản diemtin mới hơn tạo ra")
    for name in names:
        digest = _migration_digest(name)
        if name in applied and applied[name] not in (digest, REWRAPPED.get(name)):
            raise MigrationError(f"warehouse/migrations/{name}.sql đã bị sửa sau khi được áp dụng; hãy thêm tệp mới")
        if name not in applied:
            missing.append((name, digest))
    return missing


@cache
def _migration_digest(name: str) -> str:
    return hashlib.sha256(sql_path("migrations", name).read_bytes()).hexdigest()


def _applied(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    try:
        return dict(con.execute(sql_text("statements", "applied_migrations")).fetchall())
    except duckdb.CatalogException:  # a new warehouse; asking a lake for its list of tables takes longer
        return {}


def _apply(con: duckdb.DuckDBPyConnection, name: str, digest: str) -> None:
    con.begin()
    try:
        con.execute(sql_text("migrations", name))
        note_migrations(con, [(name, digest)])
    except duckdb.Error:
        con.rollback()
        raise
    con.commit()


def note_migrations(con: duckdb.DuckDBPyConnection, missing: Iterable[tuple[str, str]]) -> None:
    """Writes down that these were applied, with the hashes of their texts."""
    for name, digest in missing:
        con.execute(sql_text("statements", "record_migration"), {"name": name, "sha256": digest})


def create_views(con: duckdb.DuckDBPyConnection, *, on_lake: bool = False) -> None:
    """Puts macros, views and comments in place when a file of theirs changed; drops views without one.

    A lake has comments of views, none of their columns.
    """
    if _definitions_known(con):
        return
    digest = _definitions_digest()
    con.begin()
    try:
        for folder, name in _definitions():
            text = sql_text(folder, name)
            con.execute(text.partition(";\n")[0] if on_lake and folder == "comments" else text)
        _drop_stale(con)
        con.execute(sql_text("statements", "forget_definitions"))
        con.execute(sql_text("statements", "record_definitions"), {"sha256": digest})
        touch_all(con)  # what was derived by other definitions is to be derived anew
    except duckdb.Error:
        con.rollback()
        raise
    con.commit()


def _definitions_known(con: duckdb.DuckDBPyConnection) -> bool:
    return con.execute(sql_text("statements", "definitions")).fetchone() == (_definitions_digest(),)


def _definitions() -> list[tuple[str, str]]:
    macros = [("macros", name) for name in sql_names("macros")]
    views = [("views", name) for name in view_order()]
    return [*macros, *views, *(("comments", name) for name in sql_names("comments"))]


@cache
def _definitions_digest() -> str:
    digest = hashlib.sha256()
    for folder in ("macros", "views", "comments"):
        for name in sql_names(folder):
            digest.update(f"{folder}/{name}\n{sql_text(folder, name)}\n".encode())
    return digest.hexdigest()


def view_order() -> list[str]:
    """The views' names such that each comes after the views that its file mentions."""
    return list(_view_order())


@cache
def _view_order() -> tuple[str, ...]:
    return tuple(TopologicalSorter({name: views_read_by(name) for name in sql_names("views")}).static_order())


def views_read_by(view: str) -> set[str]:
    """The views that a view's file mentions."""
    return set(_RELATION.findall(sql_text("views", view))) & set(sql_names("views")) - {view}


def _drop_stale(con: duckdb.DuckDBPyConnection) -> None:
    kept = set(sql_names("views"))
    for (name,) in con.execute(sql_text("statements", "view_names")).fetchall():
        if name not in kept:
            con.execute(f"drop view {name}")
