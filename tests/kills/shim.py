"""The library that kills at writes and sets the clock: compiled, loaded before libc, spoken to by ctypes."""

import ctypes
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
TORN = (0, 500, 937)  # thousandths of a write that are done before the kill: none, half of it, all but the last page


def build(folder: Path) -> Path:
    """Compile the library; CalledProcessError or FileNotFoundError without a compiler."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "shim.so"
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", str(target), str(SOURCE), "-ldl"], check=True)  # noqa: S607
    return target


def is_loaded() -> bool:
    """Whether this process runs under the library."""
    return "shim.so" in os.environ.get("LD_PRELOAD", "")


def under_shim(module: str, arguments: list[str], folder: Path) -> int:
    """Run a module once more, the library loaded into it; gives its exit code."""
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **threads, "LD_PRELOAD": str(build(folder)), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    return subprocess.run(command, check=False, env=environment).returncode


def kill_at(change: int, torn: int = 0) -> None:
    """Die at this change of a file from now on (0: only count); `torn` thousandths of a write are done before."""
    ctypes.CDLL(None).kill_at(ctypes.c_long(change), ctypes.c_long(torn))


def changes() -> int:
    """How many changes of files there were since `kill_at`."""
    ask = ctypes.CDLL(None).changes_so_far
    ask.restype = ctypes.c_long
    return int(ask())


def freeze_clock(moment: datetime) -> None:
    """Let the clock of this process and of those forked from it stand still."""
    ctypes.CDLL(None).freeze_clock(ctypes.c_long(int(moment.timestamp())))


def shift_clock(seconds: int) -> None:
    """Let the clock run so many seconds ahead, in processes started from now on, too."""
    os.environ["DIEMTIN_TEST_SHIFT_S"] = str(seconds)
    ctypes.CDLL(None).shift_clock(ctypes.c_long(seconds))
