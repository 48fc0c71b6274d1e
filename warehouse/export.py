"""The answer to an analyst's question in a file of its own: the reader writes there and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.db import MissingError, StatementError
from warehouse.errors import CorruptError, translated
from warehouse.sqlfiles import quoted

# rows fetched at once: a sheet of a million rows never stands in memory
_BATCH = 10_000
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@contextmanager
def answer(copy: Path, question: str, *, target: Path | None = None) -> Iterator[duckdb.DuckDBPyRelation]:
    """The answer to one `select`, or all rows of a view named `mart.x`, from the published copy.

    The connection can read the copy and write `target`, nothing else, and SQL can't undo this. Raises MissingError,
    CorruptError, and StatementError for anything but one question.
    """
    if not copy.is_file():
        raise MissingError(f"{copy}: chưa có bản công bố, hãy chạy `diemtin publish`")
    with duckdb.connect(config=_OFFLINE) as con:
        with translated(str(copy), otherwise=CorruptError, cure="diemtin publish"):
            con.execute(f"attach {quoted(copy)} as diemtin (read_only)")
        con.execute("use diemtin")
        con.execute("set enable_progress_bar = false")
        con.execute("set global timezone = 'UTC'")
        if target is not None:
            con.execute("set global allowed_paths = $paths", {"paths": [str(target)]})
        con.execute("set global enable_external_access = false")
        con.execute("set global lock_configuration = true")
        with translated("SQL"):
            yield con.sql(_one_question(con, question))


def _one_question(con: duckdb.DuckDBPyConnection, question: str) -> str:
    text = question.strip().rstrip(";")
    if text.removeprefix("mart.").isidentifier():
        text = f"from mart.{text.removeprefix('mart.')}"
    statements = con.extract_statements(text)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise StatementError("SQL: chỉ xuất được kết quả của một lệnh select, hoặc một bảng của mart")
    return text


def columns_of(relation: duckdb.DuckDBPyRelation) -> dict[str, str]:
    """Names and types of an answer's columns, in order."""
    return {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}


def rows_of(relation: duckdb.DuckDBPyRelation) -> Iterator[tuple[Any, ...]]:
    """The rows of an answer, one after the other, never all at once."""
    while batch := relation.fetchmany(_BATCH):
        yield from batch


def write_parquet(relation: duckdb.DuckDBPyRelation, target: Path) -> int:
    """Writes an answer as Parquet, typed as it is; gives the number of rows. The folder must be there."""
    relation.write_parquet(str(target), compression="zstd")
    return int(relation.count("*").fetchall()[0][0])
