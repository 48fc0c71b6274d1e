"""Answers as files: typed, whole or not at all, and nothing in them is a formula."""

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from flows import export
from flows.cli import app
from flows.home import Home, open_home
from tests.warehouse.news import news
from warehouse import db, store
from warehouse.db import StatementError

EVERYTHING = """
    select
        '=1+1' as evil, title, digest_date, published_at, topics, relevance_p, strike, relevance, null as nothing,
        {'a': 1} as structure, 12345678901234567890::hugeint as huge
    from mart.articles order by article_id
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a month of made-up news published."""
    home = open_home(tmp_path_factory.mktemp("export"))
    with db.writer(home.root) as con:
        news(con)
    db.publish(home.root)
    return home


def test_a_workbook_has_typed_columns_and_says_where_it_comes_from(home: Home, tmp_path: Path) -> None:
    done = export.export(home, EVERYTHING, "xlsx", tmp_path / "tin.xlsx")
    assert (done.rows, done.left_out, done.cut) == (4, 0, 0)
    book = openpyxl.load_workbook(done.path)
    assert book.sheetnames == ["Dữ liệu", "Nguồn gốc"]
    head, first = list(book["Dữ liệu"].iter_rows())[:2]
    cells = dict(zip([cell.value for cell in head], first, strict=True))
    assert (cells["evil"].value, cells["evil"].data_type) == ("=1+1", "s")
    assert isinstance(cells["digest_date"].value, datetime)
    assert cells["digest_date"].number_format == "dd/mm/yyyy"
    assert isinstance(cells["published_at"].value, datetime)
    assert cells["published_at"].value.hour in (6, 7)  # 23:00 and 00:00 UTC are the morning in Việt Nam
    assert cells["strike"].data_type == "b"
    assert cells["relevance"].data_type == "n"
    assert cells["nothing"].value is None
    assert cells["huge"].value == "12345678901234567890"
    assert "mart.articles" in book["Nguồn gốc"]["B1"].value


def test_a_csv_opens_in_excel(home: Home, tmp_path: Path) -> None:
    path = export.export(home, EVERYTHING, "csv", tmp_path / "tin.csv").path
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert row["evil"] == "'=1+1"
    assert row["digest_date"] == "2026-07-10"
    assert row["published_at"].endswith("+07:00")
    assert row["nothing"] == ""
    assert row["structure"] == '{"a": 1}'


def test_parquet_keeps_the_types(home: Home, tmp_path: Path) -> None:
    path = export.export(home, "mart.articles", "parquet", tmp_path / "tin.parquet").path
    with db.writer(tmp_path) as con:
        kinds = dict(store.sql(con, f"select column_name, column_type from (describe from '{path}')")[1])
    assert (kinds["topics"], kinds["published_at"]) == ("VARCHAR[]", "TIMESTAMP WITH TIME ZONE")


def test_a_sheet_that_is_full_says_how_many_rows_are_missing(home: Home, tmp_path: Path) -> None:
    question = "select 1 as one, repeat('x', 40000) as long from range(2)"
    assert export.export(home, question, "xlsx", tmp_path / "a.xlsx").cut == 2


@pytest.mark.parametrize(
    "question",
    [
        "copy (select 1) to '{tmp}/out.csv'",
        "select 1; select 2",
        "select 1) to '{tmp}/out.csv' (format csv",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hostname')",
        "select * from read_blob('/etc/hostname')",
        "select * from glob('/etc/*')",
        "from '/etc/passwd'",
        "from 'https://example.com/x.parquet'",
        "attach '{tmp}/other.duckdb'",
        "export database '{tmp}/all'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "pragma enable_object_cache",
        "create table mart.mine as select 1",
        "delete from mart.articles",
        "call enable_logging(storage = 'file')",
    ],
)
def test_an_export_writes_its_file_and_touches_nothing_else(home: Home, tmp_path: Path, question: str) -> None:
    with pytest.raises(StatementError):
        export.export(home, question.format(tmp=tmp_path), "csv", tmp_path / "tin.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_file_and_rows(home: Home, tmp_path: Path) -> None:
    words = ["--home", str(home.root), "export", "mart.stories", "--out", str(tmp_path / "viec.xlsx")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "viec.xlsx: 2 hàng" in done.output.replace("\n", "")
    wrong = CliRunner().invoke(app, [*words[:-1], str(tmp_path / "viec.doc")])
    assert wrong.exit_code == 2
