"""Rows in, rows out."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest

from flows.plantexts import PlanReadingRow
from flows.records import Item, Outlet, Run
from tests.warehouse.lakes import both
from tests.warehouse.rows import START, RunRows, outlet
from warehouse import store
from warehouse.db import Connection, StatementError, TableError, transaction


def rows_of(con: Connection, text: str) -> list[tuple[object, ...]]:
    return store.sql(con, text)[1]


def test_insert_keeps_every_kind_of_value(con: Connection) -> None:
    hanoi = timezone(timedelta(hours=7))
    at = datetime(2026, 8, 5, 6, 0, 0, 123456, tzinfo=hanoi)
    store.insert(con, "raw.runs", [Run("r1", "crawl", at, at)])
    store.insert(con, "raw.runs", [Run("r2", "crawl", at.isoformat(), at)])  # type: ignore[arg-type]
    full = Outlet("a", 'Báo "Người lao động" \\ \n 𝕏', "central", "TLĐ", None, ("Hà Nội", "Đồng Nai"), True)
    store.insert(con, "core.outlets", [full, Outlet("b", "B", "central", "b", None, (), False)])
    utc = datetime(2026, 8, 4, 23, 0, 0, 123456, tzinfo=UTC)
    assert rows_of(con, "select started_at from raw.runs") == [(utc,), (utc,)]
    name, provinces = rows_of(con, "select name, provinces from core.outlets where source_id = 'a'")[0]
    assert (name, provinces) == (full.name, ["Hà Nội", "Đồng Nai"])
    assert rows_of(con, "select homepage, provinces, verified from core.outlets where source_id = 'b'") == [
        (None, [], False)
    ]


@both
def test_insert_leaves_known_keys_alone_and_counts_new_ones(con: Connection) -> None:
    assert store.insert(con, "core.outlets", [outlet("a"), outlet("b")]) == 2
    assert store.insert(con, "core.outlets", [outlet("b", "khác"), outlet("c"), outlet("c")]) == 1
    assert rows_of(con, "select source_id, owner from core.outlets order by all") == [
        ("a", "a"),
        ("b", "b"),
        ("c", "c"),
    ]
    assert store.insert(con, "core.outlets", []) == 0


@both
def test_keys_without_an_index_are_looked_for_and_doubled_ones_told(con: Connection) -> None:
    def reading(text_id: str, version_id: str = "v") -> PlanReadingRow:
        return PlanReadingRow(text_id, "plans", version_id)

    assert store.insert(con, "core.plan_readings", [reading("a"), reading("b")]) == 2
    assert store.insert(con, "core.plan_readings", [reading("b", "w"), reading("c"), reading("c")]) == 1
    assert rows_of(con, "select text_id, version_id from core.plan_readings order by all") == [
        ("a", "v"),
        ("b", "v"),
        ("c", "v"),
    ]
    assert store.append(con, "core.plan_readings", [reading("d")]) == 1
    name = "keys_of_core.plan_readings"
    assert {check.name: check.rows for check in store.run_checks(con)}[name] == ()
    con.execute("insert into core.plan_readings values ('d', 'plans', 'w')")
    (found,) = {check.name: check.rows for check in store.run_checks(con)}[name]
    assert (found["text_id"], found["times"]) == ("d", 2)


@dataclass(frozen=True)
class Short:
    source_id: str
    name: str
    kind: str


@dataclass(frozen=True)
class Wrong(Short):
    colour: str = "red"


@dataclass(frozen=True)
class Attitude:
    p: object = 0.5
    evidence_index: object = None


@dataclass(frozen=True)
class Told:
    day: object


def test_columns_that_the_class_lacks_take_their_defaults(con: Connection) -> None:
    store.insert(con, "core.outlets", [Short("a", "A", "central")])
    assert rows_of(con, "select owner, provinces, verified from core.outlets") == [(None, [], False)]


@pytest.mark.parametrize(
    ("table", "rows", "words"),
    [
        ("core.nowhere", [Short("a", "A", "central")], "there is no table core.nowhere"),
        ("core.outlets", [Wrong("a", "A", "central")], "core.outlets has no column colour (Wrong)"),
        ("core.outlets", [Short("a", "A", "x"), outlet("b")], "Short and Outlet in one batch"),
        ("raw.runs", [Run("r", "crawl", datetime(2026, 8, 5), START)], "time without time zone"),  # noqa: DTZ001
        ("core.outlets", [Short("a", "lẻ \ud800", "x")], "surrogates not allowed"),
        ("core.outlets", [Short("a", None, "x")], "NOT NULL"),  # type: ignore[arg-type]
        ("core.outlets", [Short("a", object(), "x")], "name: Expected bytes, got a 'object' object"),  # type: ignore[arg-type]
        ("core.stances", [Attitude(evidence_index=1.5)], "evidence_index: a fraction"),
        ("core.stances", [Attitude(evidence_index=True)], "evidence_index: Expected integer, got bool"),
        ("core.stances", [Attitude(evidence_index=2**31)], "evidence_index: Value 2147483648 too large"),
        ("core.stances", [Attitude(p=float("nan"))], "p: not a finite number"),
        ("core.digests", [Told("2026-08")], "day: Invalid isoformat string"),
        ("core.digests", [Told(START)], "day: a time where a day should be"),
    ],
)
def test_our_own_mistakes_are_named(con: Connection, table: str, rows: list[object], words: str) -> None:
    with pytest.raises(TableError, match=table) as caught:
        store.insert(con, table, rows)
    assert words in str(caught.value)


def test_a_value_of_the_wrong_type_is_refused(con: Connection) -> None:
    item = Item("r", "hai", 0, "page", "a", "u", None, None, "no_title", None, START)  # type: ignore[arg-type]
    with pytest.raises(TableError, match=r"core\.items"):
        store.insert(con, "core.items", [item])


def test_a_failed_insert_writes_nothing(con: Connection) -> None:
    rows = [Short(str(i), "tên", "central") for i in range(9000)] + [Short("x", None, "central")]  # type: ignore[arg-type]
    with pytest.raises(TableError):
        store.insert(con, "core.outlets", rows)
    assert rows_of(con, "select count(*) from core.outlets") == [(0,)]


@both
def test_a_transaction_is_all_or_nothing_also_when_nested(con: Connection) -> None:
    def fail() -> None:
        with transaction(con):
            store.insert(con, "core.outlets", [outlet("a")])
            with transaction(con):
                store.insert(con, "core.outlets", [outlet("b")])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert rows_of(con, "from core.outlets") == []


@both
def test_replace_changes_what_it_names(con: Connection) -> None:
    store.insert(con, "core.outlets", [outlet("a"), outlet("b"), outlet("c")])
    store.replace(con, "core.outlets", [outlet("a", "mới")], where={"source_id": "a"})
    store.replace(con, "core.outlets", [], where={"source_id": "b", "verified": True})
    assert rows_of(con, "select source_id, owner from core.outlets order by all") == [
        ("a", "mới"),
        ("c", "c"),
    ]
    store.replace(con, "core.outlets", [outlet("d")], where={})
    assert rows_of(con, "select source_id from core.outlets") == [("d",)]
    with pytest.raises(TableError, match="no column colour"):
        store.replace(con, "core.outlets", [], where={"colour": 1})


def test_twenty_thousand_rows_are_loaded_fast(con: Connection) -> None:
    rows = [
        Item("r", i, 0, "page", "a", f"https://a.example/{i}", f"a{i}", f"v{i}", None, None, START)
        for i in range(20_000)
    ]
    began = time.process_time()
    assert store.insert(con, "core.items", rows) == 20_000
    assert time.process_time() - began < 3  # about 0.7 s on an idle core


@both
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_earliest_sighting_of_a_wording_is_kept(con: Connection, order: tuple[int, ...]) -> None:
    runs = []
    for day in range(3):
        run = RunRows(f"r{day}", START + timedelta(days=day))
        run.feed("a", ("bai", "Lương tối thiểu"), ("bai", "Lương tối thiểu"))
        runs.append(run)
    for position in order:
        runs[position].store(con)
    found = rows_of(con, "select run_id, seq, position, tags from core.article_versions")
    assert found == [("r0", 0, 0, ["tin"])]
    outcomes = rows_of(con, "select run_id, position, outcome from core.item_outcomes order by all")
    assert outcomes == [
        ("r0", 0, "article"),
        ("r0", 1, "repeat"),
        ("r1", 0, "repeat"),
        ("r1", 1, "repeat"),
        ("r2", 0, "repeat"),
        ("r2", 1, "repeat"),
    ]


def test_queries_are_found_by_name_and_errors_name_the_file(con: Connection) -> None:
    assert store.query(con, "run_ids") == []
    with pytest.raises(StatementError, match=r"warehouse/queries/nothing\.sql does not exist"):
        store.query(con, "nothing")
    with pytest.raises(StatementError, match=r"warehouse/queries/run_ids\.sql.*excess"):
        store.query(con, "run_ids", excess=1)
    with pytest.raises(StatementError, match="nowhere"):
        store.sql(con, "select * from nowhere")


@pytest.mark.parametrize("text", ["", "  ", "-- only a remark"])
def test_a_question_without_a_statement_is_told(con: Connection, text: str) -> None:
    with pytest.raises(StatementError, match="no statement"):
        store.sql(con, text)
