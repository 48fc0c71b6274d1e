"""What every notebook begins with: the published copy, and why there may be nothing to see in it."""

import os
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import marimo as mo

from warehouse import db, store

NOTHING = "Chưa có tin nào trong kho. Chạy `diemtin collect`, `diemtin annotate` rồi `diemtin publish`."
SPANS = {"7 ngày": 7, "30 ngày": 30, "90 ngày": 90, "một năm": 365}


def copy_path() -> Path:
    """Where the published copy of DIEMTIN_HOME lies."""
    return Path(os.environ.get("DIEMTIN_HOME", "var")) / "published" / "diemtin.duckdb"


def ask(name: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of warehouse/queries/<name>.sql from the published copy. Raises WarehouseError."""
    with db.reader(copy_path()) as con:
        return store.query(con, name, **parameters)


def table(rows: Sequence[Mapping[str, Any]], *wrapped: str, page_size: int = 20) -> Any:
    """Rows as a table that is only read, the `wrapped` columns over several lines; a sentence when there are none."""
    if not rows:
        return mo.md("Không có dòng nào.")
    return mo.ui.table(
        [dict(row) for row in rows],
        selection=None,
        page_size=page_size,
        show_column_summaries=False,
        wrapped_columns=list(wrapped) or None,
    )


def chart(made: Any) -> Any:
    """A chart of `flows.charts` to look at, not to choose in."""
    return mo.ui.altair_chart(made, chart_selection=False, legend_selection=False)


def missing(relation: str | None = None) -> str | None:
    """Why there is nothing to see, in Vietnamese; None when there is. `relation` of mart is looked for, too."""
    if not copy_path().is_file():
        return f"Chưa có bản công bố ở `{copy_path()}`. Chạy `diemtin publish` trước."
    if relation is not None and relation not in {row["name"] for row in ask("notebook_relations")}:
        return f"Bản công bố này còn cũ, chưa có `mart.{relation}`. Chạy lại `diemtin publish`."
    return None if last_day() else NOTHING


def last_day() -> date | None:
    """The last digest day with articles."""
    days: list[Mapping[str, Any]] = list(ask("notebook_days"))
    return days[0]["digest_date"] if days else None


def span(days: int) -> tuple[date, date]:
    """The last digest days up to the last one with articles: first and last of so many."""
    last = last_day() or date.today()  # noqa: DTZ011 - only where there is nothing to see
    return last - timedelta(days=days - 1), last
