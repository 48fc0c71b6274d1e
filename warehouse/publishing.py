"""Making the readers' copy: every view of mart as a table, texts compressed, and the search index beside them.

Two files are open meanwhile: `live`, the writer's, read-only, and `copy`, which holds mart alone and takes the readers'
place when it is whole. The views over both, and what is joined on the way, are in memory.
"""

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

import duckdb

from warehouse.bringing import (
    KEPT,
    TARGETS,
    bring_articles,
    bring_captures,
    columns_of,
    create,
    know_attitudes,
    know_best,
    refuse_vanished,
    tables_of_copy,
)
from warehouse.contract import keys_of, promised
from warehouse.lanes import beside
from warehouse.schema import view_order, views_read_by
from warehouse.sqlfiles import quoted, sql_names, sql_text

# of a row group: a question about few days or few words reads few of them
ROWS = 20_480
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1000MB", "wal_autocheckpoint": "1TB"}
# a copy is whole or thrown away: without this each statement would be followed by a checkpoint of all before it
_NO_LOG = "recovery_mode 'no_wal_writes'"
_MADE = re.compile(r"^create or replace view", re.M)
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
_BY_LOADING = frozenset({"mart.labels"})
# over tables of `store`, which hold what is not for analysts beside it
_VIEWS = frozenset({"mart.articles", "mart.article_versions", "mart.stances"})

Connection = duckdb.DuckDBPyConnection


def build_copy(con: Connection, fresh: Path) -> None:
    """Fills the file `fresh` from the warehouse attached as `live`; `con` is in memory, of no use afterwards.

    Where `fresh` is the last copy already, only what changed is brought; UnfitError when that can't be done.
    """
    con.execute(f"attach {quoted(fresh)} as copy (storage_version 'v1.4.0', row_group_size {ROWS}, {_NO_LOG})")
    tables = [name for (name,) in con.execute(sql_text("published", "base_tables")).fetchall()]
    _scratch_schemas(con, tables)
    if tables_of_copy(con):
        refuse_vanished(con)
        _drop_small(con)
    else:
        _copy_schemas(con)
    for table in _KEPT:
        con.execute(f"create table copy.{table} as from {table}")
    first, apart, others = _in_turn()
    with beside(con) as run:
        for view in first:
            if view == "mart.captures":
                con.execute(sql_text("views", view))
                run(bring_captures)
            elif view != "mart.labels":
                _bring(con, view)
        run(know_attitudes)
        _bring(con, "mart.labels")
    con.execute(sql_text("views", "mart.articles"))
    bring_articles(con, [partial(_bring, view=view) for view in apart])
    for view in others:
        _bring(con, view)
    _describe(con)
    con.execute("checkpoint copy")
    con.execute("detach copy")


def _drop_small(con: Connection) -> None:
    """Drop what is made anew each time; the blocks are free for it after a checkpoint."""
    for table in set(tables_of_copy(con)) - KEPT:
        con.execute(f"drop table copy.{table}")
    con.execute("checkpoint copy")


def _in_turn() -> tuple[list[str], list[str], list[str]]:
    """The views that mart.articles reads, those that are made beside it, and all that read it."""
    order = view_order()
    needed = {"mart.articles", "mart.article_versions", "core.stance_voices"}
    for view in reversed(order):
        if view in needed:
            needed |= views_read_by(view)
    reading = {"mart.articles", "core.articles", *_VIEWS}
    for view in order:
        if views_read_by(view) & reading:
            reading.add(view)
    first = [view for view in order if view in needed and view != "mart.articles"]
    later = [view for view in order if view not in needed]
    return first, [view for view in later if view not in reading], [view for view in later if view in reading]


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
    con.execute(sql_text("published", "places"))


def _bring(con: Connection, view: str) -> None:
    """Defines a view in memory; one of mart is written into the copy and read there from now on.

    A view is bound anew by everything that names it, which is most of a small copy's time: each is named once.
    """
    text = sql_text("views", view)
    if view == "core.labour_days":  # asked by many views, so worked out once
        con.execute(_MADE.sub("create table", text))
    elif view == "core.best_versions":
        con.execute(text)
        know_best(con)
    elif view == "core.full_versions":
        con.execute("create view core.full_versions as from core.article_versions")
    elif view == "mart.stances":
        con.execute(_stances("copy.store.articles"))
    elif view.startswith("mart.") and view != "mart.article_versions":
        _write(con, view, text)
    else:
        con.execute(text)


def _stances(articles: str) -> str:
    text = sql_text("published", "mart.stances")
    parts = [text.format(articles=articles, target=target) for target in TARGETS]
    return "create or replace view mart.stances as " + " union all ".join(parts)


def _write(con: Connection, view: str, text: str) -> None:
    order = "" if view in _BY_LOADING else _order(view)
    con.execute(text)
    create(con, view, columns_of(con, view))
    con.execute(f"insert into copy.{view} from {view}{order}")
    con.execute(f"create or replace view {view} as from copy.{view}")


def _order(view: str) -> str:
    """By day where rows have one: questions about a stretch of time then read few rows."""
    days = [day for day in ("digest_date", "first_digest_date") if day in _promised().get(view, {})]
    order = dict.fromkeys([*days, *keys_of(view)])
    return f" order by {', '.join(order)}" if order else ""


@cache
def _promised() -> Mapping[str, Mapping[str, str]]:
    return promised()


def _describe(con: Connection) -> None:
    """Macros, views and the comments, inside the copy."""
    articles, versions = (columns_of(con, view) for view in ("mart.articles", "mart.article_versions"))
    con.execute("use copy")
    for name in sql_names("macros"):
        con.execute(sql_text("macros", name))
    for name, columns in (("mart.articles", articles), ("mart.article_versions", versions)):
        con.execute(sql_text("published", name).format(columns=", ".join(columns)))
    con.execute(_stances("store.articles"))
    for name in ("search.scored", "mart.find", "mart.search"):
        con.execute(sql_text("published", name))
    con.begin()  # a commit each would be most of a small copy's time
    for name in sql_names("comments"):
        con.execute(_as_table(sql_text("comments", name), name))
    con.commit()
    con.execute("use memory")


def _as_table(text: str, name: str) -> str:
    return text if name in _VIEWS else text.replace("comment on view", "comment on table", 1)
