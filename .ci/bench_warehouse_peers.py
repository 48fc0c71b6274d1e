"""SQLite (FTS5) and PostgreSQL (Debian's package) with the tables of the published copy, set up with care."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg

STATEMENTS = Path(__file__).parent / "bench_warehouse_sql"
BATCH = 20_000
# what the ten questions and the search ask, as mart has it
TABLES = {
    "articles": "article_id, source_id, outlet, title, sapo, body, digest_date, relevance, strike, story_id",
    "stances": "article_id, source_id, outlet, digest_date, target, label, abstain",
    "places": "article_id, digest_date, province, province_34",
    "share_of_voice": "digest_date, target, articles, favor, against",
    "syndication": "article_id, original_outlet, outlet, news_at, same_owner, hours_after, credit",
    "stories": "story_id, title, first_at, first_digest_date, outlets, voices, articles, growth, state",
    "coverage": "digest_date, outlet, outlet_kind, articles, relevant, union_articles, failed",
    "topics": "article_id, digest_date, code",
    "digest_items": "digest_date, period, position, section, disposition, title, text_id",
    "corrections": "text_id, field, value, said_by, said_at, is_current",
    "quotes": "article_id, source_id, digest_date, role, level, form",
}


def rows_of(copy: Path, table: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of one table of the copy, in batches."""
    with duckdb.connect(str(copy), read_only=True) as con:
        con.execute("set timezone = 'UTC'")
        result = con.execute(f"select {TABLES[table]} from mart.{table}")
        while batch := result.fetchmany(BATCH):
            yield batch


def make_sqlite(copy: Path, path: Path) -> None:
    """The tables with their indexes and an FTS5 index of what the copy indexes, too."""
    with sqlite3.connect(path) as con:
        con.executescript("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -200000;")
        for table, columns in TABLES.items():
            con.execute(f"create table {table} ({columns})")
            marks = ", ".join("?" for _ in columns.split(","))
            for batch in rows_of(copy, table):
                con.executemany(f"insert into {table} values ({marks})", [tuple(map(_plain, row)) for row in batch])
        con.executescript((STATEMENTS / "sqlite" / "indexes.sql").read_text(encoding="utf-8"))
        con.execute("analyze")


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell if isinstance(cell, str | int | float | None) else str(cell)


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A server on a socket whose data lie in a folder, run by `postgres` when this is root; gives its address."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    folder.mkdir(exist_ok=True)
    if as_user:
        shutil.chown(folder, "postgres")
    socket = tempfile.mkdtemp(prefix="bench-pg-", dir="/tmp")  # a socket's path must be short
    Path(socket).chmod(0o777)
    settings = "-c listen_addresses='' -c shared_buffers=512MB -c work_mem=64MB -c maintenance_work_mem=512MB"
    settings += f" -c max_wal_size=8GB -c synchronous_commit=off -c unix_socket_directories={socket}"
    control = [*as_user, shutil.which("pg_ctl") or "", "-D", f"{folder}/data"]
    if not (folder / "data").is_dir():
        _run([*control, "init", "-o", "-E UTF8 --no-locale"])
    try:
        _run([*control, "start", "-w", "-o", settings])
        yield f"host={socket} dbname=postgres user=postgres"
    finally:
        _run([*control, "stop", "-m", "fast"], check=False)
        shutil.rmtree(socket, ignore_errors=True)


def _run(command: list[str], *, check: bool = True) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=check, stdout=quiet, stderr=quiet, cwd="/")


def make_postgres(copy: Path, address: str) -> None:
    """The tables with their indexes and a GIN index over tsvector 'simple'."""
    with psycopg.connect(address, autocommit=True) as con:
        con.execute((STATEMENTS / "postgres" / "tables.sql").read_text(encoding="utf-8"))
        for table in TABLES:
            with con.cursor().copy(f"copy {table} ({TABLES[table]}) from stdin (format csv)") as stream:
                for batch in rows_of(copy, table):
                    buffer = io.StringIO()
                    csv.writer(buffer).writerows(batch)
                    stream.write(buffer.getvalue())
        con.execute((STATEMENTS / "postgres" / "indexes.sql").read_text(encoding="utf-8"))
        con.execute("analyze")


def seconds_sqlite(path: Path, text: str) -> tuple[float, float]:
    """Seconds of the first asking on a new connection, and the best of three further ones."""
    with sqlite3.connect(path) as con:
        con.execute("pragma cache_size = -500000")
        return timed(lambda: con.execute(text).fetchall())


def seconds_postgres(address: str, text: str) -> tuple[float, float]:
    """The same for PostgreSQL."""
    with psycopg.connect(address) as con:
        return timed(lambda: con.execute(text).fetchall())


def timed(ask: Any) -> tuple[float, float]:
    """Seconds of a first call and the best of three further ones."""
    spent = []
    for _ in range(4):
        start = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - start)
    return spent[0], min(spent[1:])
