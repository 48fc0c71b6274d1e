"""A PostgreSQL of our own for tests: Debian's, on a socket in a temporary folder."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from warehouse import db
from warehouse.lakes import Lake, keep_in, lake_at

# a test that is to hold on a file and on a lake; DIEMTIN_TEST_WAREHOUSE=ducklake asks it of every test of this room
both = pytest.mark.parametrize("home", ["file", pytest.param("ducklake", marks=pytest.mark.slow)], indirect=True)
# what a test server may lose when the machine stops is nothing to anybody
_QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=200"
_QUICKER = "-c synchronous_commit=off"  # not where the server itself is stopped


def missing() -> str | None:
    """What a DuckLake on PostgreSQL lacks here; None when nothing."""
    return None if shutil.which("pg_ctl") else "no PostgreSQL here (Debian: postgresql)"


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL whose files and socket lie in a folder. Run by `postgres` when this is root."""

    folder: Path

    @property
    def address(self) -> str:
        """Where it is, in libpq's words."""
        return f"host={self.folder} dbname=postgres user=postgres"

    def create(self) -> None:
        """Make an empty one."""
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._control("init", "-o", "-U postgres -E UTF8 --no-locale --no-sync")

    def start(self, options: str = "") -> None:
        """Start it, and wait until it answers."""
        place = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        self._control("start", "-w", "-o", f"{place} {_QUICK} {options}")

    def crash(self) -> None:
        """Stop it at once, whatever it does; it recovers when it is started again."""
        self._control("stop", "-m", "immediate", check=False)

    def _control(self, *words: str, check: bool = True) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_user, shutil.which("pg_ctl") or "pg_ctl", "-D", f"{self.folder}/data", *words]
        subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextmanager
def server(options: str = "") -> Iterator[Server]:
    """A running server that ends with the block."""
    one = Server(Path(tempfile.mkdtemp(prefix="diemtin-pg-", dir="/var/tmp")))
    one.create()
    try:
        one.start(options)
        yield one
    finally:
        one.crash()
        shutil.rmtree(one.folder, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; gives its address in libpq's words."""
    with server(_QUICKER) as one:
        yield one.address


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
