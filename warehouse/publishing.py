"""Making the readers' copy: every view of mart as a table, texts compressed, and the search index beside them.

Three files are open meanwhile: `live`, the writer's, read-only; the scratch file, which holds the views over it; and
`copy`, which holds mart alone and takes the readers' place when it is whole.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb

from warehouse.contract import keys_of, promised
from warehouse.schema import view_order, views_read_by
from warehouse.sqlfiles import sql_names, sql_text

# articles worded, sorted and indexed at once: about 300 MB of text
CHUNK = 100_000
# of a row group: a question about few days or few words reads few of them
ROWS = 20_480
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1400MB"}
_MADE = re.compile(r"^create or replace view", re.M)
_BODY = re.compile(r"^create or replace view [a-z_.]+ as$", re.M)
# in the scratch file: asked by many views, so worked out once
_SHARED = ("core.best_versions",)
# beside mart: what a digest, an outlet and people's words are made of; nothing that holds texts or comments
_KEPT = (
    "core.annotators",
    "core.corrections",
    "core.deliveries",
    "core.digest_items",
    "core.digest_outlets",
    "core.digest_sections",
    "core.digests",
    "core.outlets",
    "core.story_corrections",
    "raw.runs",
)
# big, and loaded by time already
_BY_LOADING = frozenset({"mart.captures", "mart.labels", "mart.stances"})
# told by a capture and by a wording alike: the wording's counts
_WORDED = frozenset({"url", "source_id", "run_id", "seq", "fetched_at"})
_OWN_COLUMNS: dict[str, dict[str, str]] = {
    "mart.articles": {
        "body": "if(s.relevance is distinct from 0 or s.digest_date > l.last_date - 92, v.body, null)",
    },
    "store.other_versions": {
        "body": "if(s.has_body, v.body, null)",
        "outlet": "coalesce(u.name, v.source_id)",
    },
}
# bodies are long and seldom asked for: half the bytes of DuckDB's own choice, in half the time
_COMPRESSED = {"body": "using compression zstd"}

Connection = duckdb.DuckDBPyConnection


def build_copy(con: Connection, fresh: Path) -> None:
    """Fills the file `fresh` from the warehouse attached as `live`; `con` is a scratch file, of no use afterwards."""
    con.execute(f"attach {_quoted(fresh)} as copy (storage_version 'v1.4.0', row_group_size {ROWS})")
    tables = [name for (name,) in con.execute(sql_text("published", "base_tables")).fetchall()]
    _scratch_schemas(con, tables)
    _copy_schemas(con)
    for view in _articles_first():
        _bring(con, view)
    _describe(con)
    con.execute("checkpoint copy")
    con.execute("detach copy")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _articles_first() -> list[str]:
    """The views, those that mart.articles reads and itself before all others: most others read articles."""
    order = view_order()
    needed = {"mart.articles", "mart.article_versions"}
    for view in reversed(order):
        if view in needed:
            needed |= views_read_by(view)
    first = [view for view in order if view in needed and view != "mart.articles"]
    return [*first, "mart.articles", *(view for view in order if view not in needed)]


def _scratch_schemas(con: Connection, tables: list[str]) -> None:
    for schema in sorted({"mart", *(name.split(".")[0] for name in tables)}):
        con.execute(f"create schema {schema}")
    for table in tables:
        con.execute(f"create view {table} as from live.{table}")
    for name in sql_names("macros"):
        con.execute(sql_text("macros", name))


def _copy_schemas(con: Connection) -> None:
    for schema in ("raw", "core", "mart", "store", "search"):
        con.execute(f"create schema copy.{schema}")
    for table in _KEPT:
        con.execute(f"create table copy.{table} as from {table}")
    for name in ("documents", "places"):
        con.execute(sql_text("published", name))


def _bring(con: Connection, view: str) -> None:
    """Defines a view in the scratch file; one of mart is written into the copy and read there from now on.

    A view is bound anew by everything that names it, which is most of a small copy's time: each is named once.
    """
    text = sql_text("views", view)
    if view in _SHARED:
        con.execute(_MADE.sub("create table", text))
    elif view == "mart.articles":
        con.execute(text)
        _bring_articles(con)
    elif view.startswith("mart.") and view != "mart.article_versions":
        order = "" if view in _BY_LOADING else _order(view)
        body = _BODY.sub("", text, count=1).rstrip().removesuffix(";")
        con.execute(f"create table copy.{view} as from ({body}){order}")
        con.execute(f"create view {view} as from copy.{view}")
    else:
        con.execute(text)


def _order(view: str) -> str:
    """By day where rows have one: questions about a stretch of time then read few rows."""
    days = ["digest_date"] if "digest_date" in _promised().get(view, {}) else []
    order = dict.fromkeys([*days, *keys_of(view)])
    return f" order by {', '.join(order)}" if order else ""


@cache
def _promised() -> Mapping[str, Mapping[str, str]]:
    return promised()


def _columns(con: Connection, relation: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in con.execute(f"describe {relation}").fetchall()}


def _bring_articles(con: Connection) -> None:
    """Joins all that is not text in one go, then brings texts and index a stretch of time at once."""
    for name in ("slim", "others"):
        con.execute(sql_text("published", name))
    brought = [
        _filling(con, "articles", "mart.articles", "mart.articles"),
        _filling(con, "other_versions", "mart.article_versions", "store.other_versions"),
    ]
    before = 0  # rows of the copy that are indexed already
    for first_at, before_at in con.execute(sql_text("published", "chunks"), {"size": CHUNK}).fetchall():
        for statement in brought:
            con.execute(statement, {"first_at": first_at, "before_at": before_at})
        for name in ("index_documents", "index_places"):
            con.execute(sql_text("published", name), {"before": before})
        before = con.execute(sql_text("published", "row_count")).fetchall()[0][0]
    for view in ("mart.articles", "core.articles"):
        con.execute(sql_text("published", "from_articles").format(view=view, columns=", ".join(_columns(con, view))))


def _filling(con: Connection, name: str, view: str, table: str) -> str:
    """Makes a table of the copy with the columns of a view; gives the statement that fills a stretch of time of it."""
    columns = _columns(con, view)
    defined = ", ".join(f"{column} {kind} {_COMPRESSED.get(column, '')}" for column, kind in columns.items())
    con.execute(f"create table copy.{table} ({defined})")
    given = dict.fromkeys(columns, "v") | dict.fromkeys(_columns(con, "mart.captures").keys() - _WORDED, "c")
    if view == "mart.articles":
        given |= dict.fromkeys(_columns(con, "main.slim"), "s")
    listed = (_OWN_COLUMNS[table].get(column, f"{given[column]}.{column}") for column in columns)
    return sql_text("published", name).format(columns=", ".join(listed))


def _describe(con: Connection) -> None:
    """Macros, the one view and the comments, inside the copy."""
    versions = ", ".join(_columns(con, "copy.store.other_versions"))
    con.execute("use copy")
    for name in sql_names("macros"):
        con.execute(sql_text("macros", name))
    con.execute(sql_text("published", "mart.article_versions").format(columns=versions))
    for name in ("search.scored", "mart.find", "mart.search"):
        con.execute(sql_text("published", name))
    con.begin()  # a commit each would be most of a small copy's time
    for name in sql_names("comments"):
        con.execute(_as_table(sql_text("comments", name), name))
    con.commit()
    con.execute("use scratch")


def _as_table(text: str, name: str) -> str:
    return text if name == "mart.article_versions" else text.replace("comment on view", "comment on table", 1)
