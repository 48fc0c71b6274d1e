"""Whether two published copies tell the same: every table and view, row for row, and what the search index holds."""

from pathlib import Path

import duckdb

# a number that a copy gives its articles is its own; what it points to is not
_INDEX = {
    "search.places": "select a.article_id, p.folded, p.word, p.place & 1048575 as place"
    " from (select folded, word, unnest(places) as place from {at}.search.places) as p"
    " left join {at}.store.articles as a on a.doc = p.place >> 20",
    "store.articles": "select * exclude (doc) from {at}.store.articles",
}
_RELATIONS = """
select schema_name || '.' || table_name from duckdb_tables() where database_name = '{at}'
union
select schema_name || '.' || view_name from duckdb_views() where database_name = '{at}' and not internal
order by all
"""


def differences(one: Path, two: Path) -> list[str]:
    """What two copies tell differently, a line for each table; nothing when they are the same."""
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        for name, path in (("one", one), ("two", two)):
            con.execute(f"attach '{path}' as {name} (read_only)")
        names, others = (con.execute(_RELATIONS.format(at=at)).fetchall() for at in ("one", "two"))
        if names != others:
            return [f"{names} are not {others}"]
        return [line for (name,) in names if (line := _difference(con, name))]


def _difference(con: duckdb.DuckDBPyConnection, name: str) -> str:
    for at in ("one", "two"):
        con.execute(f"use {at}")  # a view of a copy names its tables without the file
        con.execute(
            f"create or replace temp table held_{at} as {_INDEX.get(name, f'from {{at}}.{name}').format(at=at)}"
        )
        con.execute("use memory")
    # a sum of doubles depends on the order in which they were added
    kinds = con.execute("describe held_one").fetchall()
    listed = ", ".join(f"{column}::float" if kind == "DOUBLE" else column for column, kind, *_ in kinds)
    told = []
    for left, right in (("one", "two"), ("two", "one")):
        text = f"select {listed} from held_{left} except all select {listed} from held_{right} limit 3"
        told += [f"{name}: only {left}: {row}" for row in con.execute(text).fetchall()]
    return "\n".join(told)
