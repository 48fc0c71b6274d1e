"""Who may write a DuckLake when: advisory locks in the PostgreSQL that holds its catalogue. The only use of psycopg.

A lock ends with its connection, so a killed writer leaves none behind. Readers never ask for any.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from warehouse.errors import CatalogueError, gone, locked, missing_extra
from warehouse.sqlfiles import sql_text

# three locks of one lake; the database is part of a lock's name
_WRITERS, _TURN, _ALONE = 0x6469656D, 0x6469656E, 0x6469656F


class Turns:
    """One writer's place among the writers of a lake; use it in a `with`.

    Every writer is alone by default, as with a file. Those that are `joint` write at once: their transactions take
    turns, so that what was asked inside one still holds when it is committed; their computing does not.
    """

    def __init__(self, dsn: str, name: str) -> None:
        """`dsn`: libpq's words; `name`: the lake in errors. CatalogueError when PostgreSQL does not answer."""
        try:
            import psycopg
        except ImportError as error:
            raise missing_extra("psycopg") from error
        self._name = name
        self._error, self._taken = psycopg.Error, psycopg.errors.LockNotAvailable
        me = f"diemtin {socket.gethostname()}:{os.getpid()}"
        try:
            self._con: Any = psycopg.connect(dsn, autocommit=True, application_name=me[:63])
        except psycopg.Error as error:
            raise gone(name, str(error)) from error

    def __enter__(self) -> Self:
        """Nothing is locked yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give back every lock."""
        self._con.close()

    def join(self, *, joint: bool, wait_s: float) -> None:
        """Wait for a place among the writers, alone or with other joint ones; LockedError after `wait_s` seconds."""
        shared = "_shared" if joint else ""
        try:
            if wait_s <= 0:
                if not self._ask(f"select pg_try_advisory_lock{shared}(%s)", _WRITERS):
                    raise locked(self._name, self._holder())
                return
            self._ask("select set_config('lock_timeout', %s, false)", f"{round(wait_s * 1000)}ms")
            self._ask(f"select pg_advisory_lock{shared}(%s)", _WRITERS)  # PostgreSQL serves who waits in order
            self._ask("select set_config('lock_timeout', %s, false)", "0")
        except self._taken as error:
            raise locked(self._name, self._holder()) from error

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The only transaction of all writers while the block runs."""
        with self._held(_TURN):
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The only writer that derives tables from other tables while the block runs."""
        with self._held(_ALONE):
            yield

    def check(self) -> None:
        """CatalogueError when the connection, and with it every lock, was lost."""
        self._ask("select %s::int", 1)

    @contextmanager
    def _held(self, key: int) -> Iterator[None]:
        self._ask("select pg_advisory_lock(%s)", key)
        try:
            yield
        finally:
            with suppress(CatalogueError):  # a lost connection has given the lock back by itself
                self._ask("select pg_advisory_unlock(%s)", key)

    def _ask(self, statement: str, value: object) -> Any:
        try:
            row = self._con.execute(statement, (value,)).fetchone()
        except self._taken:
            raise
        except self._error as error:
            raise gone(self._name, str(error)) from error
        return row[0] if row else None

    def _holder(self) -> str | None:
        """Who writes, as `host:pid`."""
        row = self._con.execute(sql_text("statements", "lake_holder"), {"key": _WRITERS}).fetchone()
        return str(row[0]).removeprefix("diemtin ") if row else None
