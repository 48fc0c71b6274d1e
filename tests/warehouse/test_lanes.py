"""Work that is done beside a connection's own."""

import threading

import duckdb
import pytest

from warehouse.lanes import beside


def test_both_see_the_same_and_half_of_the_threads_is_each_ones() -> None:
    with duckdb.connect(config={"threads": 4}) as con:
        con.execute("set variable texts = 'kho/*.parquet'")
        con.execute("create table told (line varchar)")
        with beside(con) as run:
            run(lambda other: other.execute("insert into told values (getvariable('texts'))"))
            run(lambda other: other.execute("insert into told select line || '!' from told"))
            assert con.execute("select current_setting('threads')").fetchall() == [(2,)]
        assert con.execute("from told order by all").fetchall() == [("kho/*.parquet",), ("kho/*.parquet!",)]
        assert con.execute("select current_setting('threads')").fetchall() == [(4,)]


def test_what_fails_beside_is_raised_and_nothing_after_it_is_begun() -> None:
    with duckdb.connect() as con:
        with pytest.raises(duckdb.CatalogException):
            _fails_beside(con)
        assert con.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]


def _fails_beside(con: duckdb.DuckDBPyConnection) -> None:
    with beside(con) as run:
        run(lambda other: other.execute("insert into missing values (1)"))
        run(lambda other: other.execute("create table later (at int)"))


def test_what_fails_here_ends_what_is_beside() -> None:
    with duckdb.connect() as con, pytest.raises(ValueError, match="hết"):
        _fails_here(con)


def _fails_here(con: duckdb.DuckDBPyConnection) -> None:
    begun = threading.Event()

    def endless(other: duckdb.DuckDBPyConnection) -> None:
        begun.set()
        other.execute("select count(*) from range(1_000_000) as a, range(1_000_000) as b").fetchall()

    with beside(con) as run:
        run(endless)
        begun.wait()
        raise ValueError("hết")
