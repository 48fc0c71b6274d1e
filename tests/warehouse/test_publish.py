"""The published copy: whole, closed, swapped in one step."""

import os
from pathlib import Path

import pytest

from tests.warehouse.processes import FULL, finish, outlets, process
from tests.warehouse.rows import RunRows, outlet
from warehouse import db, store
from warehouse.db import CorruptError, MissingError, StatementError

READ = """
import sys
from pathlib import Path
from warehouse.db import reader
from warehouse.store import sql
with reader(Path(sys.argv[1])) as con:
    print("ready", flush=True)
    sys.stdin.readline()
    print(sql(con, "select string_agg(source_id, ' ' order by source_id) from mart.outlets")[1][0][0])
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse's copy."""
    home = tmp_path_factory.mktemp("published")
    with db.writer(home):
        pass
    return db.publish(home)


def test_a_disk_that_fills_up_while_publishing_leaves_the_old_copy(home: Path) -> None:
    with db.writer(home) as con:
        store.insert(con, "core.outlets", [outlet("a")])
    db.publish(home)
    with process(FULL, home, "publish", ready=False) as child:
        assert finish(child).startswith("full")
    assert [path.name for path in (home / "published").iterdir()] == ["diemtin.duckdb"]
    with db.reader(db.published_path(home)) as con:
        assert outlets(con) == ["a"]


def test_a_reader_keeps_its_copy_while_a_new_one_is_published(home: Path) -> None:
    with db.writer(home) as con:
        store.insert(con, "core.outlets", [outlet("cu")])
    path = db.publish(home)
    with process(READ, path) as analyst:
        with db.writer(home) as con:
            store.insert(con, "core.outlets", [outlet("moi")])
        assert db.publish(home) == path
        assert finish(analyst) == "cu\n"
    with process(READ, path) as late:
        assert finish(late) == "cu moi\n"
    assert os.listdir(path.parent) == ["diemtin.duckdb"]


def test_publishing_does_not_change_what_is_published_twice(home: Path) -> None:
    with db.writer(home) as con:
        run = RunRows("r1")
        run.page("a", "bai", "Tăng lương tối thiểu", "Công nhân vui mừng.")
        run.store(con)
    for _ in range(2):
        with db.reader(db.publish(home)) as con:
            assert store.sql(con, "select title from mart.articles")[1] == [("Tăng lương tối thiểu",)]


@pytest.mark.parametrize(
    "text",
    [
        "create table core.mine (a integer)",
        "delete from core.outlets",
        "attach '{tmp}/other.duckdb'",
        "copy (select 1) to '{tmp}/out.csv'",
        "select * from read_text('/etc/hostname')",
        "select * from read_csv('/etc/passwd')",
        "select * from read_blob('/etc/hostname')",
        "select * from glob('/etc/*')",
        "from '/etc/passwd'",
        "from 'https://example.com/x.parquet'",
        "export database '{tmp}/all'",
        "import database '{tmp}/all'",
        "load httpfs",
        "set temp_directory = '{tmp}'",
        "set allowed_directories = ['/']",
        "set allowed_paths = ['/etc/passwd']",
        "pragma database_size; copy (select 1) to '{tmp}/out.csv'",
        "call enable_logging(storage = 'file', storage_path = '{tmp}/log')",
        "from enable_profiling(format = 'json', save_location = '{tmp}/profile.json')",
        "from query('copy (select 1) to ''{tmp}/out.csv''')",
        "execute immediate 'drop table mart.articles'",
        "attach ':memory:' as other",
        "copy mart.outlets from '/etc/passwd'",
        "copy from database diemtin to memory",
        "select getenv('HOME')",
        "from json_execute_serialized_sql(json_serialize_sql('from read_text(''/etc/passwd'')'))",
        "create temp view leak as from read_text('/etc/passwd')",
        "create temp macro leak() as table from read_text('/etc/passwd')",
        "from query_table('/etc/passwd')",
        "from sniff_csv('/etc/passwd')",
        "from parquet_metadata('/etc/passwd')",
        "set variable a = (select content from read_text('/etc/passwd'))",
        "pragma profiling_output = '{tmp}/profile.json'",
        "create secret (type s3)",
        "update mart.outlets set name = 'x'",
        "drop table mart.articles",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
    ],
)
def test_a_reader_is_closed(published: Path, text: str, tmp_path: Path) -> None:
    with db.reader(published) as con, pytest.raises(StatementError):
        store.sql(con, text.format(tmp=tmp_path))
    with db.reader(published) as con:
        assert store.sql(con, "select 1")[1] == [(1,)]
    assert list(tmp_path.iterdir()) == []


def test_two_readers_in_one_process(home: Path) -> None:
    path = db.publish(home)
    with db.reader(path) as one, db.reader(path) as two:
        assert outlets(one) == outlets(two) == []


def test_without_a_published_copy_the_reader_says_so(home: Path) -> None:
    with pytest.raises(MissingError, match=r"diemtin\.duckdb.*diemtin publish"):
        db.reader(db.published_path(home))


def test_a_broken_published_copy_is_named(home: Path) -> None:
    path = db.publish(home)
    path.write_bytes(b"hong" * 5000)
    with pytest.raises(CorruptError, match=r"diemtin\.duckdb.*diemtin publish"):
        db.reader(path)
