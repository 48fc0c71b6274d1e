"""The data dictionary of `mart`, from its comments; `python -m warehouse.dictionary` renews it and the contract."""

import tempfile
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from warehouse.contract import CONTRACT, keys_of, promised, renewed, views_of
from warehouse.db import Connection, writer
from warehouse.sqlfiles import ROOM, sql_text

README = ROOM / "README.md"
BEGIN, END = "<!-- dictionary: generated -->\n", "<!-- /dictionary -->\n"


def dictionary(con: Connection) -> str:
    """Every mart view and column with type and Vietnamese meaning, as Markdown."""
    rows = con.execute(sql_text("statements", "dictionary")).fetchall()
    return "\n".join(_view(name, list(columns)) for name, columns in groupby(rows, key=itemgetter(0)))


def _view(name: str, columns: list[tuple[str, str, str, str, str]]) -> str:
    key = ", ".join(f"`{column}`" for column in keys_of(name))
    lines = [f"### {name}\n", f"{columns[0][1]}. Khóa: {key}.\n", "| cột | kiểu | nghĩa |", "|---|---|---|"]
    lines += [f"| `{column}` | {kind.lower()} | {meaning} |" for _, _, column, kind, meaning in columns]
    return "\n".join(lines) + "\n"


def with_dictionary(page: str, con: Connection) -> str:
    """The page with its generated part made anew."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{dictionary(con)}{END}{tail}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home, writer(Path(home)) as con:
        CONTRACT.write_text(renewed(promised(), views_of(con)), encoding="utf-8")
        README.write_text(with_dictionary(README.read_text(encoding="utf-8"), con), encoding="utf-8")
