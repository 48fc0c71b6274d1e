"""The promise of mart: columns, types and keys stay unless a person takes them back."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.news import FOOTBALL, MORNING, STRIKE, news
from tests.warehouse.rows import RunRows
from warehouse import db, store
from warehouse.contract import broken, keys_of, promised, renewed, views_of
from warehouse.db import Connection
from warehouse.sqlfiles import sql_names

MART = [name for name in sql_names("views") if name.startswith("mart.")]


def test_mart_keeps_what_it_promised(con: Connection) -> None:
    assert broken(promised(), views_of(con)) == []


def test_all_of_mart_is_promised(con: Connection) -> None:
    found = {view: {"key", *columns} for view, columns in views_of(con).items()}
    kept = {view: set(columns) for view, columns in promised().items()}
    assert kept == found, "run `python -m warehouse.dictionary`"


@pytest.mark.parametrize("view", MART)
def test_every_view_says_its_key(con: Connection, view: str) -> None:
    keys = keys_of(view)
    assert keys, f"{view}.sql: write `-- key: column, …` above the statement"
    assert set(keys) <= set(views_of(con)[view])


def test_a_promise_is_broken_by_what_is_gone_or_of_another_type_only() -> None:
    promise = {"mart.outlets": {"key": "source_id", "name": "varchar", "kind": "varchar"}, "mart.old": {"a": "date"}}
    found = {"mart.outlets": {"name": "bigint", "provinces": "varchar[]"}}
    assert broken(promise, found) == [
        "mart.old is gone",
        "mart.outlets.kind was varchar, is gone",
        "mart.outlets.name was varchar, is bigint",
    ]
    assert broken({"mart.outlets": {"key": "name"}}, {"mart.outlets": {}}) == ["mart.outlets: its key was name"]


def test_the_contract_only_grows() -> None:
    text = renewed({"mart.outlets": {"key": "source_id", "gone": "date"}}, {"mart.outlets": {"name": "varchar"}})
    assert "gone = 'date'" in text
    assert "name = 'varchar'" in text


COMMENT = """
select comment from duckdb_tables() where schema_name || '.' || table_name = '{view}'
union all
select comment from duckdb_views() where schema_name || '.' || view_name = '{view}'
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published copy of a month of made-up news."""
    home = tmp_path_factory.mktemp("contract")
    with db.writer(home) as con:
        news(con)
    return db.publish(home)


@pytest.mark.parametrize("view", MART)
def test_a_key_is_unique_and_the_copy_holds_what_the_warehouse_does(copy: Path, view: str) -> None:
    keys = ", ".join(keys_of(view))
    with db.reader(copy) as con:
        assert store.sql(con, f"select {keys} from {view} group by all having count(*) > 1")[1] == []
        published = store.sql(con, f"select * from {view} order by {keys}")
        assert store.sql(con, COMMENT.format(view=view))[1][0][0]
    with db.writer(copy.parent.parent) as con:
        held = store.sql(con, f"select * from {view} order by {keys}")
    assert held == published


def test_old_bodies_that_are_not_relevant_stay_in_the_warehouse(home: Path) -> None:
    with db.writer(home) as con:
        news(con)
        later = RunRows("r2", MORNING + timedelta(days=120))
        later.page("a", "sau", "Tin sau", "Nội dung.", MORNING + timedelta(days=120))
        later.store(con)
    with db.reader(db.publish(home)) as con:
        found = dict(store.sql(con, "select title, body from mart.articles where source_id = 'c' or relevance = 2")[1])
        versions = store.sql(con, "select body from mart.article_versions where source_id = 'c'")[1]
    assert found[FOOTBALL[0]] is None
    assert found[STRIKE[0]] == STRIKE[1]
    assert versions == [(None,)]
