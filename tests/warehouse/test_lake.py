"""The warehouse on a DuckLake: addresses, joint writers, readers beside them, what must be forgotten."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.lakes import Lakes
from tests.warehouse.processes import CHECKOUT, finish, outlets, process
from tests.warehouse.rows import START, RunRows, outlet
from tests.warehouse.throng import Work, throng
from warehouse import db, store
from warehouse.db import LockedError, MissingError, StatementError, WarehouseError
from warehouse.lakes import keep_in, lake_at, lake_of
from warehouse.sqlfiles import sql_names

HOLD = """
import sys
from pathlib import Path
from warehouse.db import writer
from warehouse.lakes import keep_in, lake_at, lake_of
home = Path(sys.argv[1])
keep_in(home, lake_at(sys.argv[2], home, sys.argv[3]))
with writer(home, joint=sys.argv[4] == "joint"):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def lake(lakes: Lakes, tmp_path: Path) -> Iterator[Path]:
    """A home whose warehouse is an empty lake."""
    keep_in(tmp_path, lakes.new())
    yield tmp_path
    keep_in(tmp_path, None)


def test_an_address_says_where_the_catalogue_and_the_files_are(tmp_path: Path) -> None:
    lake = lake_at("ducklake:postgres:host=kho dbname=diemtin password='a b' user=diemtin", tmp_path)
    assert lake.postgres == "host=kho dbname=diemtin password='a b' user=diemtin"
    assert lake.files == str(tmp_path / "lake")
    assert lake.name == "ducklake:postgres:host=kho dbname=diemtin password=*** user=diemtin"
    assert lake_at("ducklake:kho.ducklake", tmp_path, "s3://kho/diemtin").files == "s3://kho/diemtin"
    with pytest.raises(WarehouseError, match="phải có dạng ducklake:postgres"):
        lake_at("postgres:host=kho", tmp_path)


def test_a_catalogue_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("duckdb_extension_ducklake")
    keep_in(tmp_path, lake_at("ducklake:postgres:host=/nowhere dbname=kho password=geheim", tmp_path))
    for opened in (db.writer, db.live):
        with pytest.raises(WarehouseError, match=r"password=\*\*\*") as told, opened(tmp_path):
            pass
        assert "geheim" not in str(told.value)
    keep_in(tmp_path, None)


def test_a_laptop_loads_nothing_of_all_this() -> None:
    code = (
        "import sys, tempfile; from pathlib import Path; import flows.steps, flows.cli; from warehouse import db\n"
        "with tempfile.TemporaryDirectory() as home, db.writer(Path(home)) as con:\n"
        "    loaded = con.execute('select extension_name from duckdb_extensions() where loaded').fetchall()\n"
        "print([one for one in sys.modules if one.split('.')[0] in ('dask', 'distributed', 'psycopg')],"
        " [name for (name,) in loaded if name in ('ducklake', 'postgres_scanner')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"


def test_only_a_lake_is_read_while_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="DuckLake"), db.live(tmp_path):
        pass


def test_a_lake_whose_making_was_cut_short_is_made_to_the_end(lake: Path) -> None:
    with db.writer(lake) as con:
        con.execute("delete from main.migrations")
        con.execute("insert into main.migrations (name, sha256) values ('0', '0')")  # the first row of a new table
    with db.writer(lake) as con:
        applied = con.execute("select name from main.migrations order by name").fetchall()
    assert applied == [(name,) for name in sql_names("migrations")]


@pytest.mark.slow
def test_the_same_rows_go_in_and_come_out_as_in_a_file(lake: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    told = []
    for home in (lake, tmp_path_factory.mktemp("file")):
        with db.writer(home) as con:
            later, earlier = RunRows("r1", START), RunRows("r0", START.replace(hour=1))
            for run in (later, earlier):
                run.feed("a", ("bai", "Lương tối thiểu"), ("bai", "Lương tối thiểu"))
                run.page("a", "trang", "Đình công", "Hơn 300 công nhân.")
            written = [store.insert(con, "core.outlets", [outlet("a"), outlet("b"), outlet("b")])]
            later.store(con)
            earlier.store(con)
            later.store(con)
            written.append(store.insert(con, "core.outlets", [outlet("b", "khác"), outlet("c")]))
            store.replace(con, "core.outlets", [outlet("b", "mới")], where={"source_id": "b"})
            with pytest.raises(store.TableError, match="NOT NULL"):
                store.insert(con, "core.outlets", [outlet("d"), outlet(None)])  # type: ignore[arg-type]
            tables = ("core.outlets", "core.items", "core.article_versions", "raw.outcomes", "mart.articles")
            rows = {name: sorted(map(repr, store.sql(con, f"from {name}")[1])) for name in tables}
            told.append((written, rows, store.run_checks(con)))
    (on_lake, checks), (in_file, of_file) = ((one[:2], one[2]) for one in told)
    assert on_lake == in_file
    assert [check.name for check in (*checks, *of_file) if check.rows] == []
    assert len(checks) > len(of_file) + 40  # keys are looked at, too
    assert told[0][0] == [2, 1]


@pytest.mark.slow
def test_joint_writers_are_there_at_once_and_others_alone(lakes: Lakes, lake: Path) -> None:
    where = (lake, f"ducklake:{lake_of(lake).catalogue}", lakes.folder / "parquet")  # type: ignore[union-attr]
    with process(HOLD, *where, "joint") as other:
        with db.writer(lake, joint=True) as con:
            store.insert(con, "core.outlets", [outlet("a")])
        with pytest.raises(LockedError, match=rf"ducklake:postgres.*:{other.pid}"), db.writer(lake):
            pass
        with db.live(lake) as con:
            assert outlets(con) == ["a"]
            with pytest.raises(StatementError, match="read-only"):
                store.sql(con, "delete from core.outlets")
        finish(other)
    with db.writer(lake):
        pass


@pytest.mark.slow
def test_what_a_rebuild_leaves_out_is_on_no_disk_any_more(lakes: Lakes, lake: Path) -> None:
    with db.writer(lake) as con:
        store.insert(con, "core.outlets", [outlet("bi-quen-12345"), *(outlet(f"{n}") for n in range(2000))])
        store.insert(con, "core.outlets", [outlet("bi-quen-67890")])
    with db.rebuilding(lake) as con:
        store.insert(con, "core.outlets", [outlet("moi")])
    with db.writer(lake) as con:
        assert outlets(con) == ["moi"]
    where = lake_of(lake)
    assert where is not None
    program = shutil.which("pg_dump") or "pg_dump"
    dump = subprocess.run([program, "-d", where.postgres or ""], capture_output=True, text=True, check=True).stdout
    assert "bi-quen" not in dump
    assert not [path for path in lakes.folder.rglob("*.parquet") if b"bi-quen" in path.read_bytes()]


@pytest.mark.slow
def test_four_writers_and_eight_readers_at_once(lakes: Lakes, tmp_path: Path) -> None:
    came = throng(Work(lakes.new(), tmp_path, runs=1, articles=20))
    assert (came.wrong, came.torn) == (0, 0)
    assert came.rows == 2 * 5 * 20
    assert max(came.questions) < 30, came.line  # a reader that waited for a writer would wait for all of them
