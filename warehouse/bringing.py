"""What is big in the readers' copy is brought by difference: captures, articles with their texts, the search index.

A copy that is made whole starts with these tables empty; one that begins as the last copy has most rows already. A row
stays when a number that follows from everything it is made of is the same (published/runs.sql, now.sql, others.sql).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import duckdb

from warehouse.answers import Row, answer
from warehouse.indexing import index
from warehouse.lanes import Work, beside
from warehouse.sqlfiles import sql_text

Connection = duckdb.DuckDBPyConnection

# articles worded, sorted and indexed at once, whole row groups: about 200 MB of text, and as much is indexed meanwhile
CHUNK = 61_440
# articles joined with all that is not text at once: about 700 MB
JOINED = 1_000_000
# of more changed rows than these the copy is rather made whole: a tenth, and enough to take longer than a moment
MOST_CHANGED, SHARE_CHANGED = 10_000, 0.1
# the tables of the copy that stay when it begins as the last copy
KEPT = frozenset(
    {
        "mart.captures",
        "search.places",
        "store.articles",
        "store.other_versions",
        "store.runs",
    }
)
# told by a capture and by a wording alike: the wording's counts
_WORDED = frozenset({"url", "source_id", "run_id", "seq", "fetched_at"})
# a feed tells no body (flows/reading.py): those of pages alone are looked for
_SHOWN = "if(s.has_body and v.origin = 'feed', '', b.body)"
_OWN_COLUMNS: dict[str, dict[str, str]] = {
    "store.articles": {"body": _SHOWN},
    "store.other_versions": {"body": _SHOWN, "outlet": "coalesce(u.name, v.source_id)"},
}
TARGETS = ("cong_doan", "chinh_sach", "doanh_nghiep")
_MORE = "struct(evidence_index integer, against_p double, against_evidence varchar, voice varchar)"
_OWN_KINDS = {
    "store.articles": "doc bigint, print ubigint, told ubigint, "
    + "".join(f"more_{target} {_MORE}, " for target in TARGETS)
    + "size uinteger, recent bigint",
    "store.other_versions": "print ubigint",
}
# Bodies: half the bytes of DuckDB's own choice, in half the time. What is short and seldom the same, as hashes are,
# takes as long to pack as all else, for half the bytes; and of some rows asked for their neighbours would be unpacked
_PACKED = {"body": "zstd"} | dict.fromkeys(
    (
        *("article_id", "version_id", "text_id", "story_id", "dated_by", "capture_sha256"),
        *("title", "sapo", "url", "raw_published"),
    ),
    "uncompressed",
)


class UnfitError(Exception):
    """The last copy can't be the beginning of the next one, which must be made whole; the message says why."""


def columns_of(con: Connection, relation: str) -> dict[str, str]:
    """The columns of a table or view, in order, with their types."""
    return {name: kind for name, kind, *_ in con.execute(f"describe {relation}").fetchall()}


def refuse_vanished(con: Connection) -> None:
    """Raise UnfitError when the last copy holds words that the warehouse no longer does: deleted blocks keep them."""
    if _rows(con, "vanished")[0]["is_gone"]:
        raise UnfitError("words are gone")


def know_best(con: Connection) -> None:
    """Define `main.all_best`, the best version of each article, and `core.best_versions` over it.

    As it is kept; worked out once where some articles are to be looked at anew.
    """
    touched = con.execute(sql_text("statements", "touched_any")).fetchone()
    _run(con, "all_settled" if touched == (False,) else "all_best", "best_of_all")


def know_attitudes(con: Connection) -> None:
    """Define `main.attitudes`, what an article's row does not tell of its attitudes."""
    _run(con, "attitudes")


def bring_captures(con: Connection) -> None:
    """Bring the captures of runs that changed; `mart.captures` in memory is all of them."""
    if not _has_table(con, "mart.captures"):
        create(con, "mart.captures", columns_of(con, "mart.captures"))
        con.execute("create table copy.store.runs (run_id varchar, print ubigint)")
    _run(con, "runs", "changed_runs", "forget_captures", "captures", "forget_runs", "keep_runs")
    # until articles are joined: no column of theirs comes from here, and two million rows need not be looked up
    con.execute("create or replace view mart.captures as from copy.mart.captures limit 0")


def bring_articles(con: Connection, meanwhile: Sequence[Work]) -> None:
    """Join all that is not text, then bring and index texts, a stretch of time at once; `meanwhile` is done beside.

    `core.full_versions` is without archived bodies until then: the filter of its view on bodies would read them all.
    """
    _run(con, "last_day", "now")
    if _has_table(con, "store.articles"):
        _run(con, "prints", "changed")
        _refuse_many(con)
        # few rows at the bottom of all joins: those of two million would want memory beside the first ones
        _run(con, "changed_best", "best_of_changed", "slim_changed", "best_of_all")
    else:
        _make(con, "mart.articles", "store.articles")
        for days in _rows(con, "slices", {"size": JOINED}):
            into = "insert into main.slim" if days.pop("slice") else "create table main.slim as"
            con.execute(sql_text("published", "slim_whole").format(into=into), days)
    con.execute(sql_text("views", "core.full_versions"))
    con.execute("create or replace view mart.captures as from copy.mart.captures")
    con.execute(sql_text("published", "docs"), {"size": CHUNK})
    _run(con, "forget_articles", "torn", "forget_places", "keep_places")
    with _as_written(con), beside(con) as run:
        for work in meanwhile:
            run(work)
        _bring_stretches(con, run)
        _bring_others(con)
    for view in ("mart.articles", "core.articles"):
        listed = ", ".join(columns_of(con, view))
        con.execute(sql_text("published", "from_articles").format(view=view, columns=listed))


def _refuse_many(con: Connection) -> None:
    found = _rows(con, "share_changed")[0]
    if found["changed"] > max(MOST_CHANGED, SHARE_CHANGED * found["known"]):
        raise UnfitError(f"{found['changed']} of {found['known']} articles changed")


def _bring_stretches(con: Connection, run: Callable[[Work], None]) -> None:
    """Bring texts, and have each stretch indexed while the next one is brought."""
    fill = _filling(con, "articles", "mart.articles", "store.articles")
    for stretch in _rows(con, "stretches"):
        con.execute(fill, {name: stretch[name] for name in ("stretch", "first_at", "last_at")})
        if stretch["first_doc"] is not None:
            run(partial(index, docs={name: stretch[name] for name in ("first_doc", "last_doc")}))


def _bring_others(con: Connection) -> None:
    """Bring the wordings that articles don't tell."""
    _make(con, "mart.article_versions", "store.other_versions")
    _run(con, "others", "forget_others")
    con.execute(sql_text("published", "missing_others"), {"size": CHUNK})
    fill = _filling(con, "other_versions", "mart.article_versions", "store.other_versions")
    for stretch in _rows(con, "other_stretches"):
        con.execute(fill, stretch)


@contextmanager
def _as_written(con: Connection) -> Iterator[None]:
    """Have joins done in the order in which they are written.

    DuckDB takes texts that are joined by id for few, and gathers them to look up what is short in them.
    """
    con.execute("set disabled_optimizers = 'join_order'")
    try:
        yield
    finally:
        con.execute("reset disabled_optimizers")


def _make(con: Connection, view: str, table: str) -> None:
    """Make a table of the copy, where missing, with the columns of a view and those of its own."""
    if not _has_table(con, table):
        create(con, table, columns_of(con, view), f", {_OWN_KINDS[table]}")


def create(con: Connection, table: str, columns: Mapping[str, str], more: str = "") -> None:
    """Make a table of the copy with these columns, each packed as it is worth."""
    defined = ", ".join(f"{column} {kind}{_packed(column)}" for column, kind in columns.items())
    con.execute(f"create table copy.{table} ({defined}{more})")


def _packed(column: str) -> str:
    return f" using compression {_PACKED[column]}" if column in _PACKED else ""


def _filling(con: Connection, name: str, view: str, table: str) -> str:
    """Give the statement that fills a stretch of time of a table: each column from the relation that tells it."""
    columns = columns_of(con, view)
    given = dict.fromkeys(columns, "v") | dict.fromkeys(columns_of(con, "mart.captures").keys() - _WORDED, "c")
    if view == "mart.articles":
        given |= dict.fromkeys(columns_of(con, "main.slim"), "s")
    listed = (_OWN_COLUMNS[table].get(column, f"{given[column]}.{column}") for column in columns)
    return sql_text("published", name).format(columns=", ".join(listed), bodies=sql_text("published", "bodies"))


def _has_table(con: Connection, table: str) -> bool:
    return table in tables_of_copy(con)


def tables_of_copy(con: Connection) -> list[str]:
    """The tables of the copy as `schema.name`."""
    return [name for (name,) in con.execute(sql_text("published", "copy_tables")).fetchall()]


def _run(con: Connection, *names: str) -> None:
    for name in names:
        con.execute(sql_text("published", name))


def _rows(con: Connection, name: str, params: Row | None = None) -> list[Row]:
    return answer(con, sql_text("published", name), params)
