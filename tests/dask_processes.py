"""A Dask scheduler and its workers on loopback, each a process of this checkout."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def missing() -> str | None:
    """What a cluster lacks here; None when nothing."""
    return None if find_spec("distributed") else "distributed is not installed (pip install 'diemtin[scale]')"


class DaskProcesses:
    """A running cluster."""

    def __init__(self, address: str, workers: list["subprocess.Popen[bytes]"]) -> None:
        self.address, self.workers = address, workers

    def kill_one(self) -> None:
        """Take the last worker away as a power cut would."""
        self.workers[-1].send_signal(signal.SIGKILL)


@contextmanager
def dask_cluster(workers: int) -> Iterator[DaskProcesses]:
    """A scheduler with so many workers of one thread; all end with the block."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{one.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        port = address.rpartition(":")[2]
        _start(stack, folder, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")
        worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        yield DaskProcesses(address, [_start(stack, folder, *worker) for _ in range(workers)])


def _start(stack: ExitStack, folder: str, *words: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "OMP_NUM_THREADS": "1"}
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "dask", *words]
    child = stack.enter_context(subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet))
    stack.callback(child.kill)
    return child
