"""A PostgreSQL of our own for tests: Debian's, on a socket in a temporary folder."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from warehouse import db
from warehouse.lakes import Lake, keep_in, lake_at

# a test that is to hold on a file and on a lake; DIEMTIN_TEST_WAREHOUSE=ducklake asks it of every test of this room
both = pytest.mark.parametrize("home", ["file", pytest.param("ducklake", marks=pytest.mark.slow)], indirect=True)
# what a test server may lose when the machine stops is nothing to anybody
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def missing() -> str | None:
    """What a DuckLake on PostgreSQL lacks here; None when nothing."""
    return None if shutil.which("pg_ctl") else "no PostgreSQL here (Debian: postgresql)"


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; gives its address in libpq's words. Started by `postgres` when this is root."""
    folder = Path(tempfile.mkdtemp(prefix="diemtin-pg-", dir="/var/tmp"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    control = [*as_user, shutil.which("pg_ctl") or "pg_ctl", "-D", f"{folder}/data"]
    _run([*control, "init", "-o", "-U postgres -E UTF8 --no-locale --no-sync"])
    try:
        _run([*control, "start", "-w", "-o", f"-c listen_addresses='' -c unix_socket_directories={folder} {_QUICK}"])
        yield f"host={folder} dbname=postgres user=postgres"
    finally:
        _run([*control, "stop", "-m", "immediate"], check=False)
        shutil.rmtree(folder, ignore_errors=True)


class Lakes:
    """Empty lakes on one server, each a copy of the first: making one takes as long as sixty statements."""

    def __init__(self, address: str, folder: Path) -> None:
        """`folder`: where their Parquet lies."""
        self.address, self.folder = address, folder
        self._numbers = itertools.count()
        self._first = self._create("template0")
        keep_in(folder, self._first)
        with db.writer(folder):
            pass
        keep_in(folder, None)

    def new(self) -> Lake:
        """An empty lake in its present shape."""
        return self._create("kho0")

    def _create(self, template: str) -> Lake:
        import psycopg

        name = f"kho{next(self._numbers)}"
        with psycopg.connect(self.address, autocommit=True) as con:
            con.execute(f"create database {name} template {template} strategy file_copy")
        address = self.address.replace("dbname=postgres", f"dbname={name}")
        return lake_at(f"ducklake:postgres:{address}", self.folder, str(self.folder / "parquet"))


def _run(command: list[str], *, check: bool = True) -> None:
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
