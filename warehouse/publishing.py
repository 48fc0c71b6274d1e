"""Making the readers' copy: every view of mart as a table, texts compressed, and the search index beside them.

Three files are open meanwhile: `live`, the writer's, read-only; the scratch file, which holds the views over it; and
`copy`, which holds mart alone and takes the readers' place when it is whole.
"""

import re
from pathlib import Path

import duckdb

from warehouse.schema import view_order
from warehouse.sqlfiles import sql_names, sql_text

# articles worded, sorted and indexed at once: about 300 MB of text
CHUNK = 100_000
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1200MB"}
_KEY = re.compile(r"^-- key: (.+)$", re.M)
_MADE = re.compile(r"^create or replace view", re.M)
# in the scratch file: asked by many views, so worked out once
_SHARED = ("core.best_versions",)
# one row or more for each article, text or request: mart tells them; the copy keeps the rest of core, which is small
_LEFT_OUT = frozenset(
    "raw.outcomes core.items core.article_versions core.annotations core.topics core.stances core.places core.grouping"
    " core.readings core.mentions core.quotes core.placements core.story_links core.lineage".split()
)
# bodies are long and seldom asked for: half the bytes of DuckDB's own choice, in half the time
_COMPRESSED = {"body": "using compression zstd"}

def keys_of(view: str) -> list[str]:
    """The columns that together are unique in a mart view, as its file says; empty when it doesn't say."""
    found = _KEY.search(sql_text("views", view))
    return [name.strip() for name in found.group(1).split(",")] if found else []


def build_copy(con: duckdb.DuckDBPyConnection, live: Path, fresh: Path) -> None:
    """Fills the file `fresh` from the warehouse `live`; `con` is a scratch file, to be deleted afterwards."""
    con.execute(f"attach {_quoted(live)} as live (read_only)")
    con.execute(f"attach {_quoted(fresh)} as copy (storage_version 'v1.4.0')")
    tables = [name for (name,) in con.execute(sql_text("published", "base_tables")).fetchall()]
    _scratch_schemas(con, tables)
    _copy_schemas(con, [name for name in tables if name not in _LEFT_OUT])
    for view in view_order():
        _bring(con, view)
    _describe(con)
    con.execute("checkpoint copy")
    con.execute("detach copy")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _scratch_schemas(con: duckdb.DuckDBPyConnection, tables: list[str]) -> None:
    for schema in ("raw", "core", "mart"):
        con.execute(f"create schema {schema}")
    for table in tables:
        con.execute(f"create view {table} as from live.{table}")
    for name in sql_names("macros"):
        con.execute(sql_text("macros", name))


def _copy_schemas(con: duckdb.DuckDBPyConnection, tables: list[str]) -> None:
    for schema in ("raw", "core", "mart", "store", "search"):
        con.execute(f"create schema copy.{schema}")
    for table in tables:
        con.execute(f"create table copy.{table} as from {table}")
    for name in ("documents", "postings"):
        con.execute(sql_text("published", name))


def _bring(con: duckdb.DuckDBPyConnection, view: str) -> None:
    """Defines a view in the scratch file, and if it is mart's writes it into the copy and reads it there from now on."""
    if view in _SHARED:
        con.execute(_MADE.sub("create table", sql_text("views", view)))
        return
    con.execute(sql_text("views", view))
    if not view.startswith("mart."):
        return
    if view == "mart.articles":
        _bring_articles(con)
    elif view == "mart.article_versions":
        con.execute(sql_text("published", "version_rows"))
        return
    else:
        con.execute(f"create table copy.{view} as from {view}{_order(con, view)}")
    con.execute(f"create or replace view {view} as from copy.{view}")


def _order(con: duckdb.DuckDBPyConnection, view: str) -> str:
    """By day where rows have one: questions about a stretch of time then read few rows."""
    columns = {name for name, *_ in con.execute(f"describe {view}").fetchall()}
    order = [*(["digest_date"] if "digest_date" in columns else []), *keys_of(view)]
    return f" order by {', '.join(dict.fromkeys(order))}" if order else ""


def _bring_articles(con: duckdb.DuckDBPyConnection) -> None:
    columns = con.execute(sql_text("published", "columns")).fetchall()
    defined = ", ".join(f"{name} {kind} {_COMPRESSED.get(name, '')}" for name, kind in columns)
    con.execute(f"create table copy.mart.articles ({defined})")
    before = 0
    for first_at, before_at in con.execute(sql_text("published", "chunks"), {"size": CHUNK}).fetchall():
        con.execute(sql_text("published", "chunk"), {"first_at": first_at, "before_at": before_at})
        con.execute(sql_text("published", "articles"))
        for name in ("index_documents", "index_words"):
            con.execute(sql_text("published", name), {"before": before})
        before += con.execute("select count(*) from temp.chunk").fetchall()[0][0]
    con.execute("drop table if exists temp.chunk")


def _describe(con: duckdb.DuckDBPyConnection) -> None:
    """Macros, the one view and the comments, inside the copy."""
    columns = [name for (name,) in con.execute(sql_text("published", "version_columns")).fetchall()]
    listed = ", ".join("coalesce(v.other_body, a.body) as body" if n == "other_body" else f"v.{n}" for n in columns)
    con.execute("use copy")
    for name in sql_names("macros"):
        con.execute(sql_text("macros", name))
    con.execute(sql_text("published", "mart.article_versions").format(columns=listed))
    for name in ("search.scored", "mart.find", "mart.search"):
        con.execute(sql_text("published", name))
    for name in sql_names("comments"):
        con.execute(_as_table(sql_text("comments", name), name))
    con.execute("use scratch")


def _as_table(text: str, name: str) -> str:
    return text if name == "mart.article_versions" else text.replace("comment on view", "comment on table", 1)
