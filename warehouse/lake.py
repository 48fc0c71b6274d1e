"""Sessions on a DuckLake: DuckDB in memory, the lake attached and in use, the same SQL as on a file."""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError, gone, is_gone, masked, missing_extra, translated
from warehouse.lakes import Lake, lake_of, warehouse_path
from warehouse.lakeshape import bring_to_shape, tables
from warehouse.locking import held
from warehouse.settings import connected
from warehouse.sqlfiles import quoted, sql_text
from warehouse.transactions import on_lake, transaction
from warehouse.turns import Turns

Connection = duckdb.DuckDBPyConnection

# rows up to which a batch stays in the catalogue instead of a Parquet file of its own: an hour's run makes few files
_INLINED = 1000


def attach(con: Connection, lake: Lake, alias: str, *, read_only: bool = True, snapshot: int | None = None) -> None:
    """Bring a lake into a connection, as it is or as it was at a snapshot; it is made when missing and writable.

    WarehouseError when the extra `scale` is not installed or the catalogue can't be reached.
    """
    for name in ("ducklake", *(["postgres_scanner"] if lake.postgres else []), *(["httpfs"] if lake.in_s3 else [])):
        _load(con, name)
    if lake.in_s3 and "DUCKDB_S3_ENDPOINT" in os.environ:  # httpfs reads it and the keys (AWS_*) by itself
        con.execute("set s3_url_style = 'path'")  # a store of one's own seldom has a host name for every bucket
    options = [f"data_path {quoted(lake.files)}"] if not read_only else ["read_only"]
    options += [f"data_inlining_row_limit {_INLINED}"] if not read_only else []
    options += [f"snapshot_version {snapshot}"] if snapshot is not None else []
    try:
        con.execute(f"attach {quoted(f'ducklake:{lake.catalogue}')} as {alias} ({', '.join(options)})")
    except duckdb.Error as error:  # DuckDB tells the whole address
        text = masked(str(error))
        raise (gone(lake.name, text) if is_gone(text) else WarehouseError(f"{lake.name}: {text}")) from None


def attach_warehouse(con: Connection, home: Path, alias: str, snapshot: int | None = None) -> None:
    """Bring the warehouse of a home into a connection, read-only; LockedError while its file is written."""
    lake = lake_of(home)
    if lake:
        attach(con, lake, alias, snapshot=snapshot)
        return
    with translated(str(warehouse_path(home))):
        con.execute(f"attach {quoted(warehouse_path(home))} as {alias} (read_only)")


def last_snapshot(con: Connection, alias: str) -> int:
    """The number of the last thing that was committed to an attached lake."""
    found = con.execute(sql_text("statements", "lake_last_snapshot"), {"lake": alias}).fetchall()
    return int(found[0][0])


@contextmanager
def lake_writer(lake: Lake, home: Path, *, wait_s: float, joint: bool) -> Iterator[Connection]:
    """A lake in its present shape, to be written alone or beside other joint writers; see `db.writer`."""
    with place(lake, home, wait_s=wait_s, joint=joint) as turns, writing(lake, home, turns) as con:
        yield con


@contextmanager
def writing(lake: Lake, home: Path, turns: Turns | None) -> Iterator[Connection]:
    """The same for who has a place among the writers already."""
    with translated(lake.name, otherwise=WarehouseError), connected(None, home) as con, on_lake(con, turns):
        attach(con, lake, "lake", read_only=False)
        con.execute("use lake")
        if bring_to_shape(con):
            con.execute("call lake.set_option('expire_older_than', '1 day')")  # what `checkpoint` lets go of
        yield con


@contextmanager
def lake_reader(lake: Lake, home: Path) -> Iterator[Connection]:
    """The lake as it is, beside any number of writers; the connection can't write it."""
    with translated(lake.name, otherwise=WarehouseError), connected(None, home) as con:
        attach(con, lake, "lake")
        con.execute("use lake")
        yield con


def replace_all(con: Connection, file: Path) -> None:
    """Put the rows of a warehouse file in the place of all that a lake's writer holds, in one step.

    What was there is forgotten at once, files and all: a rebuild may be asked for because somebody must be forgotten.
    """
    con.execute(f"attach {quoted(file)} as other (read_only)")
    with transaction(con):
        for table in tables():
            if not table.startswith("main."):
                con.execute(f"delete from {table}")  # noqa: S608 - our own names
                con.execute(f"insert into {table} by name from other.{table}")
    con.execute("detach other")
    con.execute("call ducklake_flush_inlined_data('lake')")  # deleted rows, too: the next statement leaves them out
    con.execute("call ducklake_rewrite_data_files('lake', delete_threshold => 0)")
    con.execute("call ducklake_expire_snapshots('lake', older_than => now())")
    con.execute("call ducklake_cleanup_old_files('lake', cleanup_all => true)")


def settled(lake: Lake, home: Path, *, wait_s: float) -> int:
    """The number of the last snapshot of a lake that is in its present shape, at a moment when nobody writes alone."""
    with lake_writer(lake, home, wait_s=wait_s, joint=True) as con:
        return last_snapshot(con, "lake")


@contextmanager
def place(lake: Lake, home: Path, *, wait_s: float, joint: bool = False) -> Iterator[Turns | None]:
    """A place among the writers; a catalogue in a file has one at a time, by the lock of its home."""
    with ExitStack() as stack:
        if lake.postgres is None:
            stack.enter_context(held(home, Path(lake.catalogue), wait_s))
            yield None
            return
        turns = stack.enter_context(Turns(lake.postgres, lake.name))
        turns.join(joint=joint, wait_s=wait_s)
        yield turns


def _load(con: Connection, name: str) -> None:
    """Load an extension from its wheel: nothing is downloaded, nothing is kept in anybody's home."""
    package = f"duckdb_extension_{name}"
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise missing_extra(package.replace("_", "-"))
    path = Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.is_file():
        raise missing_extra(f"{package.replace('_', '-')}=={duckdb.__version__}")
    con.execute(f"load {quoted(path)}")
