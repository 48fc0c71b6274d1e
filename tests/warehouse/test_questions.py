"""The newcomer's ten questions of warehouse/README.md, asked as they stand there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.news import news
from warehouse import db, store
from warehouse.db import Connection
from warehouse.dictionary import README

QUESTIONS = re.findall(
    r"\*\*(\d+)\. [^\n]+\n\n```sql\n(.*?)```",
    README.read_text(encoding="utf-8").partition("<!-- questions -->")[2].partition("<!-- /questions -->")[0],
    re.S,
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A published copy of a month of made-up news."""
    home: Path = tmp_path_factory.mktemp("questions")
    with db.writer(home) as con:
        news(con)
    with db.reader(db.publish(home)) as con:
        yield con


def test_there_are_ten() -> None:
    assert [number for number, _ in QUESTIONS] == [str(i) for i in range(1, 11)]


def answer(con: Connection, number: int) -> list[tuple[object, ...]]:
    return store.sql(con, QUESTIONS[number - 1][1])[1]


@pytest.mark.parametrize("number", range(1, 11))
def test_each_is_one_statement_with_an_answer(copy: Connection, number: int) -> None:
    statement = QUESTIONS[number - 1][1]
    assert ";" not in statement
    assert answer(copy, number), statement


def test_the_answers_are_right(copy: Connection) -> None:
    assert answer(copy, 1) == [("Báo a", 2, 1, 1, 0, 0), ("Báo b", 1, 1, 0, 0, 0)]
    assert [row[:4] for row in answer(copy, 2)] == [("Bình Dương", "TP.HCM", 1, 2)]
    assert {row[1]: row[2] for row in answer(copy, 3)} == {"cong_doan": 3, "chinh_sach": 3, "doanh_nghiep": 3}
    assert answer(copy, 4) == [("Báo a", "Báo b", 1, 1.0, 1)]
    assert [row[1] for row in answer(copy, 5)] == ["viec-1", "viec-2"]
    assert [row[1:] for row in answer(copy, 6)] == [(1, 1, 1, 0)]
    assert [row[0] for row in answer(copy, 7)] == ["Báo c"]
    assert [row[:2] for row in answer(copy, 8)] == [("tien_luong", 1), ("tranh_chap_ngung_viec", 2)]
    assert [row[3:6] for row in answer(copy, 9)] == [("stance_cong_doan", "favor", "Lan")]
    assert answer(copy, 10) == [("tinh_nganh", 2, 0, 2, 2)]
