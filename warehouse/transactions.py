"""All or nothing: transactions of the writer's connection, and on a lake whose turn it is."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

import duckdb

from warehouse.turns import Turns

# DuckDB aborts a transaction in which another is begun, and does not say whether one is open
_IN_TRANSACTION: set[int] = set()
_ON_LAKE: dict[int, Turns | None] = {}


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Everything in the block is written, or nothing; inside another transaction it is part of that one.

    On a lake with joint writers the block waits for its turn, and sees all that was committed before.
    """
    if id(con) in _IN_TRANSACTION:
        yield
        return
    turns = _ON_LAKE.get(id(con))
    with turns.turn() if turns else nullcontext():
        con.begin()
        _IN_TRANSACTION.add(id(con))
        try:
            yield
            if turns:
                turns.check()  # PostgreSQL was restarted: another writer may have had the turn meanwhile
            con.commit()
        except BaseException:
            # a failed connection has rolled back by itself; the first error is the one to tell
            with suppress(duckdb.Error):
                con.rollback()
            raise
        finally:
            _IN_TRANSACTION.discard(id(con))


def alone(con: duckdb.DuckDBPyConnection) -> AbstractContextManager[None]:
    """For what is derived from whole tables: of joint writers only one at a time is in such a block.

    Who loads and then derives in one has the last word on all that was loaded before.
    """
    turns = _ON_LAKE.get(id(con))
    return turns.alone() if turns else nullcontext()


@contextmanager
def on_lake(con: duckdb.DuckDBPyConnection, turns: Turns | None) -> Iterator[None]:
    """Remember while the block runs that a connection writes a lake, and its place among the writers."""
    _ON_LAKE[id(con)] = turns
    try:
        yield
    finally:
        del _ON_LAKE[id(con)]


def is_on_lake(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a writer's connection writes a lake."""
    return id(con) in _ON_LAKE
