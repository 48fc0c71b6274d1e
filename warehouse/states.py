"""What is kept of each article and text so that no work looks through all history: found anew where words were written.

`store.insert` notes the articles of the wordings it writes, and the texts of labels and corrections; `settle` finds the
articles' state and the texts that this touches. Views are right before that, too: they take noted articles from their
wordings. All of it is derived, and can be forgotten at any time (`touch_all`).
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import duckdb

from warehouse.sqlfiles import sql_text
from warehouse.transactions import transaction

DERIVED = frozenset(
    {
        *("core.article_states", "core.current_texts"),
        *("ops.touched_articles", "ops.touched_texts", "ops.looks", "ops.watch_memory"),
    }
)
_SETTLING = (
    "settle_known",
    "settle_from",
    "settle_articles",
    "settle_texts",
    "settle_forget_states",
    "settle_states",
    "settle_forget_current",
    "settle_current",
    "settle_touch",
    "settle_forget_touched",
)

Connection = duckdb.DuckDBPyConnection


def touch(con: Connection, article_ids: Iterable[str], since_at: datetime) -> None:
    """Note articles of which wordings were written; all of these were fetched from `since_at` (aware) on."""
    told = {"ids": json.dumps(list(article_ids)), "since_at": since_at}
    con.execute(sql_text("statements", "touch_articles"), told)


def touch_texts(con: Connection, text_ids: Iterable[str]) -> None:
    """Note texts whose labels were written or corrected: all who work on texts are to look at them."""
    con.execute(sql_text("statements", "touch_texts"), {"ids": json.dumps(list(text_ids))})


def touch_all(con: Connection) -> None:
    """Note all articles, and that all work is to look at all texts: after any change that is not an insert."""
    for name in ("touch_all", "forget_looks", "forget_watch_memory", "unwatch_all"):
        con.execute(sql_text("statements", name))


def settle(con: Connection) -> None:
    """Bring core.article_states and core.current_texts up to date, and hand on the texts that were touched."""
    with transaction(con):
        if con.execute(sql_text("statements", "touched_any")).fetchone() != (True,):
            return
        with _afterwards(con, "settle_from_ever"):
            for name in _SETTLING:
                con.execute(sql_text("statements", name))


@contextmanager
def settled(con: Connection) -> Iterator[None]:
    """Everything is settled in the block, in which no wordings are written: the states alone tell of articles.

    Inside a transaction, so that nobody else writes any meanwhile.
    """
    settle(con)
    con.execute(sql_text("statements", "settled_all"))
    with _afterwards(con, "settled_perhaps"):
        yield


@contextmanager
def _afterwards(con: Connection, name: str) -> Iterator[None]:
    """Run a statement at the block's end; a failed transaction takes none, and its error is the one to tell."""
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):
            con.execute(sql_text("statements", name))
        raise
    con.execute(sql_text("statements", name))
