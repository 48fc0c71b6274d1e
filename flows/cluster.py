"""A crew on other machines: parts go to the workers of a Dask cluster. The only use of distributed.

Under Prefect the connection is the flow's own: its task runner is prefect-dask's (flows/pipeline.py); by hand it is
made here. Parts are no tasks of Prefect: a worker then needs no way to Prefect's server, and a part costs it nothing.

A worker is a `dask worker` of the same program as this one, so that a part gives the same rows wherever it is done;
that is asked of every worker before work begins. Parts of a landed run are addresses: workers need the same folders.
What a lost worker had in hand is done again by another. distributed speaks pickle between its processes, as
concurrent.futures does: a cluster belongs in a network of its own, or behind its TLS settings.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeVar

from crawlers.version import extractor_id
from flows.crew import crew, gathered
from nlp.annotator import annotator_id_in
from nlp.entities import reader_id
from nlp.model import MODELS

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3  # parts in hand for each thread of the cluster: one is done, two are on their way
PATIENCE_S = 30.0  # for a scheduler to answer and a worker to be there


class ClusterError(Exception):
    """The cluster can't be used; the message names its address and what to do."""


class Cluster:
    """The workers of a Dask scheduler."""

    def __init__(self, client: Any, address: str) -> None:
        """`client`: a connected distributed.Client."""
        self._client, self._address = client, address

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Give what `work` makes of each part, in order; ClusterError when a part kills its workers or none is left."""
        from distributed import KilledWorker

        ahead = _AHEAD * max(1, sum(self._client.nthreads().values()))
        waiting: deque[Any] = deque()
        try:
            for part in parts:
                waiting.append(self._client.submit(work, part, pure=False))
                if len(waiting) > ahead:
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        except KilledWorker as error:
            raise ClusterError(f"{self._address}: workers die of one part; look at their logs: {error}") from error
        finally:
            self._client.cancel(list(waiting))

    def _result(self, future: Any) -> Any:
        """What became of a part; ClusterError when no worker is left to do it."""
        while True:
            try:
                return future.result(timeout=PATIENCE_S)
            except TimeoutError as error:
                if not self._client.nthreads():
                    raise ClusterError(
                        f"{self._address}: every worker is gone; start one and run this again"
                    ) from error


@contextmanager
def cluster(address: str, *, workers: int = 1, patience_s: float = PATIENCE_S) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `tcp://host:port`, once so many workers are there.

    ClusterError when the extra is not installed, nobody answers, no worker is there, or one is of another program.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("DIEMTIN_DASK needs the extra: pip install 'diemtin[scale]'") from error
    try:
        connect: Any = Client
        client: Any = connect(address, timeout=patience_s, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there (DIEMTIN_DASK)") from error
    with client:
        yield cluster_of(client, address, workers=workers, patience_s=patience_s)


def cluster_of(client: Any, address: str, *, workers: int = 1, patience_s: float = PATIENCE_S) -> Cluster:
    """The cluster that a distributed.Client is connected to, once so many workers are there; ClusterError as above."""
    try:
        client.wait_for_workers(workers, timeout=patience_s)
    except TimeoutError as error:
        raise ClusterError(f"{address}: no worker; start one with `dask worker {address} --nthreads 1`") from error
    strangers = sorted(worker for worker, theirs in client.run(program).items() if theirs != program())
    if strangers:
        raise ClusterError(f"{address}: another version of diemtin works at {', '.join(strangers)}")
    return Cluster(client, address)


def task_runner(address: str | None) -> Any:
    """What runs the parts of a flow: prefect-dask's task runner, which connects to a cluster; None for Prefect's own.

    None, too, where the extra is not installed: the step that needs the cluster names it then.
    """
    if address is None or find_spec("prefect_dask") is None:
        return None
    from prefect_dask.task_runners import DaskTaskRunner

    return DaskTaskRunner(address=address)


def hands_of(runner: Any) -> Cluster | None:
    """The cluster that a flow's task runner is for, connected when it is first asked; None for any other runner.

    ClusterError as for `cluster`.
    """
    address = getattr(runner, "address", None)
    if address is None:
        return None
    try:
        client = runner.client
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there (DIEMTIN_DASK)") from error
    return cluster_of(client, address)


@contextmanager
def crew_of(flow_run: Any) -> Iterator[None]:
    """One crew for all steps in the block: the cluster that a flow run is connected to, else this machine's processors.

    `flow_run`: Prefect's context of it, or None.
    """
    cluster = hands_of(getattr(flow_run, "task_runner", None))
    with nullcontext(cluster) if cluster else crew() as hands, gathered(hands):
        yield


@cache
def program() -> tuple[str, str, str]:
    """What makes the rows: code, layouts, models and libraries, as three hashes."""
    return extractor_id(), annotator_id_in(MODELS), reader_id()
