"""The day on real parts of many machines: the same rows as on a laptop.

PostgreSQL keeps the catalogue of a DuckLake and the flows of a Prefect server; a flow reads and labels on two Dask
workers, to which prefect-dask connects it.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from flows import steps
from flows.bench.land import land_hour, make_sources
from flows.bench.press import PressDay
from flows.home import home_at
from flows.settings import Settings
from tests import dask_processes
from tests.test_day import tables
from tests.warehouse import lakes
from warehouse import db, store
from warehouse.lakes import keep_in

pytestmark = pytest.mark.slow
DAY = PressDay(date(2026, 8, 5), 120)
HOURS = (3,)


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A landed crawl of a made-up day and the files of its outlets."""
    folder = tmp_path_factory.mktemp("ngay")
    make_sources(DAY, folder / "sources")
    (folder / "home" / "landed").mkdir(parents=True)
    for hour in HOURS:
        land_hour(DAY, folder / "home" / "landed", hour)
    return folder


@pytest.fixture
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own; the test is skipped without Debian's."""
    lack = lakes.missing() or dask_processes.missing()
    if lack:
        pytest.skip(lack)
    with lakes.postgres() as address:
        yield address


def lived(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """The day from landed runs to the digest; gives the tables that it leaves."""
    home = home_at(settings)
    assert steps.load_step(home, settings).broken == {}
    steps.annotate_step(home)
    return told(settings)


def told(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """The tables of a labelled day and its digest."""
    home = home_at(settings)
    steps.digest_step(home, settings, DAY.day)
    with db.writer(home.root) as con:
        assert [check.name for check in store.run_checks(con) if check.rows] == []
    return tables(home)


# the tasks of the hourly flow that read and label, in a flow of the same task runner
FLOW = """
from prefect import flow
from prefect.context import FlowRunContext
from flows.cluster import Cluster, crew_of
from flows.crew import crew
from flows.pipeline import RUNNER
from flows.tasks import annotate, load
from flows.settings import Settings

@flow(task_runner=RUNNER)
def read() -> None:
    settings = Settings()
    with crew_of(FlowRunContext.get()):
        with crew() as hands:
            assert isinstance(hands, Cluster)
        assert load(settings.home, settings).broken == {}
        assert annotate(settings.home, settings).losses == ()

read()
"""


@contextmanager
def prefect_server(database: str, folder: Path) -> Iterator[Mapping[str, str]]:
    """Prefect's server on a PostgreSQL database; gives the environment of who asks it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    env = {
        **os.environ,
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
    }
    api = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            answers(f"{api}/health")
            yield {**env, "PREFECT_API_URL": api}
        finally:
            server.terminate()


def answers(url: str) -> None:
    """Wait for a server, two minutes at most."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server on loopback
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nobody answers at {url}")


def test_a_day_on_a_lake_a_cluster_and_a_server_leaves_the_rows_of_a_laptop(
    landed: Path, postgres: str, tmp_path: Path
) -> None:
    psycopg = pytest.importorskip("psycopg")
    shutil.copytree(landed / "home", tmp_path / "laptop")
    shutil.copytree(landed / "home", tmp_path / "many")
    laptop = lived(Settings(home=tmp_path / "laptop", sources_dir=landed / "sources"))
    kept_in = f"ducklake:postgres:{postgres}"
    with psycopg.connect(postgres, autocommit=True) as con:
        con.execute("create database prefect")
        flows_in = f"postgresql+asyncpg://postgres@/prefect?host={con.info.host}"
    with dask_processes.dask_cluster(2) as cluster, prefect_server(flows_in, tmp_path / "prefect") as env:
        settings = Settings(
            home=tmp_path / "many", sources_dir=landed / "sources", warehouse=kept_in, dask=cluster.address
        )
        wanted = {
            "DIEMTIN_HOME": str(settings.home),
            "DIEMTIN_SOURCES_DIR": str(settings.sources_dir),
            "DIEMTIN_WAREHOUSE": kept_in,
            "DIEMTIN_DASK": cluster.address,
        }
        subprocess.run([sys.executable, "-c", FLOW], env={**env, **wanted}, check=True, timeout=300)
        many = told(settings)
        with db.reader(steps.publish_step(home_at(settings))) as con:
            ((published,),) = store.sql(con, "select count(*) from mart.article_versions")[1]
    keep_in(tmp_path / "many", None)
    assert not db.warehouse_path(tmp_path / "many").exists()
    assert published == len(laptop["core.article_versions"]) > 0
    assert many == laptop
