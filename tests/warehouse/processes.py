"""Other processes that use the same files."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse import db, store

CHECKOUT = Path(__file__).resolve().parents[2]


@contextmanager
def process(code: str, *args: object, ready: bool = True) -> Iterator[subprocess.Popen[str]]:
    """A Python process of its own that says `ready` and then waits for a line; it ends with the block."""
    command = [sys.executable, "-c", code, *map(str, args)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=CHECKOUT, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout is not None
        try:
            if ready:
                assert child.stdout.readline() == "ready\n"
            yield child
        finally:
            child.kill()


def finish(child: subprocess.Popen[str]) -> str:
    return child.communicate("go\n", timeout=60)[0]


# a limit on the size of files looks to the program like a full disk
FULL = """
import resource, signal, sys
from dataclasses import dataclass
from pathlib import Path
from warehouse.db import DiskFullError, publish, transaction, writer
from warehouse.store import insert
@dataclass
class Outlet:
    source_id: str
    name: str = "Báo"
    kind: str = "central"
home = Path(sys.argv[1])
size = Path(home, "published/diemtin.duckdb" if sys.argv[2] == "publish" else "warehouse.duckdb").stat().st_size
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = size // 2 if sys.argv[2] == "publish" else size + 100_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    if sys.argv[2] == "publish":
        publish(home)
    else:
        with writer(home) as con, transaction(con):
            insert(con, "core.outlets", [Outlet(f"{i} " + "x" * 1000) for i in range(20_000)])
except DiskFullError as error:
    print("full", error)
"""


def outlets(con: db.Connection) -> list[str]:
    return [row[0] for row in store.sql(con, "select source_id from core.outlets order by all")[1]]
