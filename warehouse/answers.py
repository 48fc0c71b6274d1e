"""What a statement answers, as rows by column name."""

from collections.abc import Mapping
from typing import Any

import duckdb

Row = dict[str, Any]


def answer(con: duckdb.DuckDBPyConnection, text: str, params: Mapping[str, Any] | None = None) -> list[Row]:
    """Run a statement with its `$named` parameters; gives its rows in order, none for one that tells nothing."""
    result = con.execute(text, dict(params)) if params else con.execute(text)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
