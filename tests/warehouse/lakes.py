"""A PostgreSQL of our own for tests: Debian's, on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def _run(command: list[str], *, check: bool = True) -> None:
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
