"""Search in the published copy: the table macro `mart.search`, asked from Python."""

from typing import Any

import duckdb

from warehouse.answers import answer
from warehouse.errors import MissingError, StatementError, translated
from warehouse.sqlfiles import sql_text


def search(con: duckdb.DuckDBPyConnection, question: str, limit: int = 20) -> list[dict[str, Any]]:
    """The articles that have every word of a question, typed with or without diacritics, best first.

    A question is words, "phrases", `title:` `sapo:` `body:` before either, `-` before what must not be there, and the
    filters `outlet:` `topic:` `from:` `to:`. Each hit has article_id, title, outlet, url, published_at (UTC), score,
    and `snippet`, a passage of about 200 characters with the matches between « and ». Raises MissingError when the
    connection's file has no index: only the published copy has one.
    """
    if limit < 1:
        return []
    try:
        with translated("search"):
            return answer(con, sql_text("statements", "search"), {"question": question, "most": limit})
    except StatementError as error:
        if "does not exist" in str(error) and "search" in str(error):
            raise MissingError("chưa có chỉ mục tìm kiếm, hãy chạy `diemtin publish`") from error
        raise
