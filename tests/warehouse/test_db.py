"""The writer's file, and what can happen to it."""

import signal
from pathlib import Path

import pytest

from tests.warehouse.processes import FULL, finish, outlets, process
from tests.warehouse.rows import outlet
from warehouse import db, store
from warehouse.db import CorruptError, LockedError, MigrationError, WarehouseError
from warehouse.schema import REWRAPPED

HOLD = """
import sys
from pathlib import Path
from warehouse.db import writer
with writer(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
"""

HOLD_DUCKDB_ONLY = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
"""

CRASH = """
import sys
from dataclasses import dataclass
from pathlib import Path
from warehouse.db import transaction, writer
from warehouse.store import insert, sql
@dataclass
class Outlet:
    source_id: str
    name: str = "Báo"
    kind: str = "central"
with writer(Path(sys.argv[1])) as con:
    insert(con, "core.outlets", [Outlet("truoc")])
    with transaction(con):
        insert(con, "core.outlets", [Outlet(str(i)) for i in range(5000)])
        sql(con, "delete from core.outlets where source_id = 'truoc'")
        print("ready", flush=True)
        sys.stdin.readline()
"""


def test_a_missing_home_is_made_and_opened_again(tmp_path: Path) -> None:
    home = tmp_path / "xa" / "gần"
    with db.writer(home) as con:
        store.insert(con, "core.outlets", [outlet("a")])
    with db.writer(home) as con:
        assert outlets(con) == ["a"]
        assert store.sql(con, "select current_setting('timezone')")[1] == [("UTC",)]


def test_a_row_more_rewrites_few_rows_however_many_there_are(home: Path) -> None:
    rows = "select 'bao' || i as source_id, '' as name, '' as kind from range(20000) as t(i)"
    groups = "select max(count) from pragma_storage_info('core.outlets')"
    with db.writer(home) as con:
        con.execute(f"insert into core.outlets by name {rows}")
    with db.writer(home) as con:
        store.insert(con, "core.outlets", [outlet("a")])
    with db.writer(home) as con:
        assert store.sql(con, groups)[1] == [(4096,)]


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match="file/home"), db.writer(tmp_path / "file" / "home"):
        pass


@pytest.mark.parametrize("code", [HOLD, HOLD_DUCKDB_ONLY])
def test_a_held_warehouse_says_who_holds_it(home: Path, code: str) -> None:
    with process(code, home if code == HOLD else db.warehouse_path(home)) as holder:
        with pytest.raises(LockedError, match=rf"warehouse\.duckdb.*diemtin.*{holder.pid}"), db.writer(home):
            pass
        finish(holder)
    with db.writer(home):
        pass


def test_a_writer_can_wait_for_another(home: Path) -> None:
    with process(HOLD, home) as holder:
        assert holder.stdin is not None
        holder.stdin.write("go\n")
        holder.stdin.flush()
        with db.writer(home, wait_s=30) as con:
            assert outlets(con) == []


@pytest.mark.parametrize("damage", ["text", "cut", "zeroed", "half", "empty", "sqlite"])
def test_a_damaged_file_says_how_to_rebuild(home: Path, damage: str) -> None:
    path = db.warehouse_path(home)
    whole = path.read_bytes()
    broken = {
        "text": b"khong phai kho" * 1000,
        "cut": whole[:5000],
        "zeroed": bytes(8192) + whole[8192:],
        "half": whole[: len(whole) // 2],
        "empty": b"",
        "sqlite": b"SQLite format 3\0" + bytes(9000),
    }
    path.write_bytes(broken[damage])
    with pytest.raises(CorruptError, match=r"warehouse\.duckdb.*diemtin rebuild"), db.writer(home):
        pass


def test_a_killed_transaction_leaves_the_old_state(home: Path) -> None:
    with process(CRASH, home) as victim:
        victim.send_signal(signal.SIGKILL)
    with db.writer(home) as con:
        assert outlets(con) == ["truoc"]


def test_a_disk_that_fills_up_while_writing_leaves_the_old_state(home: Path) -> None:
    with process(FULL, home, "write", ready=False) as child:
        assert finish(child).startswith("full")
    with db.writer(home) as con:
        assert outlets(con) == []


def test_a_changed_migration_is_an_error_that_names_its_file(home: Path) -> None:
    with db.writer(home) as con:
        store.sql(con, "update main.migrations set sha256 = 'other' where name = '0005_raw_runs'")
    with pytest.raises(MigrationError, match=r"warehouse/migrations/0005_raw_runs\.sql"), db.writer(home):
        pass


def test_a_home_with_other_line_breaks_in_a_migrations_comment_is_opened(home: Path) -> None:
    with db.writer(home) as con:
        for name, digest in REWRAPPED.items():
            store.sql(con, f"update main.migrations set sha256 = '{digest}' where name = '{name}'")
    with db.writer(home) as con:
        assert outlets(con) == []


def test_a_warehouse_of_a_newer_program_is_left_alone(home: Path) -> None:
    with db.writer(home) as con:
        store.sql(con, "insert into main.migrations values ('9999_future', 'x')")
    with pytest.raises(MigrationError, match="9999_future"), db.writer(home):
        pass


def test_views_without_a_file_are_dropped_when_the_definitions_change(home: Path) -> None:
    with db.writer(home) as con:
        store.sql(con, "create view mart.old as select 1 as one")
        store.sql(con, "update main.definitions set sha256 = 'older'")
    with db.writer(home) as con:
        assert store.sql(con, "select count(*) from duckdb_views() where view_name = 'old'")[1] == [(0,)]
        assert store.sql(con, "select count(*) from mart.articles")[1] == [(0,)]


def test_errors_of_the_block_come_out_as_the_rooms_own(home: Path) -> None:
    with pytest.raises(WarehouseError), db.writer(home) as con:
        con.execute("select * from nowhere")


def test_rebuilding_takes_the_place_only_when_whole(home: Path) -> None:
    def build(fail: bool) -> None:
        with db.rebuilding(home) as con:
            store.insert(con, "core.outlets", [outlet("moi")])
            if fail:
                raise KeyError

    with db.writer(home) as con:
        store.insert(con, "core.outlets", [outlet("cu")])
    with pytest.raises(KeyError):
        build(fail=True)
    with db.writer(home) as con:
        assert outlets(con) == ["cu"]
    build(fail=False)
    with db.writer(home) as con:
        assert outlets(con) == ["moi"]
    assert not (home / "rebuild").exists()


def test_a_rebuild_that_was_cut_short_leaves_nothing(home: Path) -> None:
    (home / "rebuild").mkdir()
    (home / "rebuild" / "warehouse.duckdb").write_bytes(b"half")
    with db.writer(home):
        pass
    assert not (home / "rebuild").exists()


def test_a_damaged_warehouse_can_be_rebuilt(home: Path) -> None:
    db.warehouse_path(home).write_bytes(b"x" * 9000)
    with db.rebuilding(home) as con:
        store.insert(con, "core.outlets", [outlet("moi")])
    with db.writer(home) as con:
        assert outlets(con) == ["moi"]
