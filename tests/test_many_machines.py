"""The day on real parts of many machines: PostgreSQL, a DuckLake and two Dask workers; the same rows as on a laptop."""

import shutil
from collections.abc import Iterator
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
    steps.digest_step(home, settings, DAY.day)
    with db.writer(home.root) as con:
        assert [check.name for check in store.run_checks(con) if check.rows] == []
    return tables(home)


def test_a_day_on_a_lake_and_a_cluster_leaves_the_rows_of_a_laptop(landed: Path, postgres: str, tmp_path: Path) -> None:
    shutil.copytree(landed / "home", tmp_path / "laptop")
    shutil.copytree(landed / "home", tmp_path / "many")
    laptop = lived(Settings(home=tmp_path / "laptop", sources_dir=landed / "sources"))
    with dask_processes.dask_cluster(2) as cluster:
        settings = Settings(
            home=tmp_path / "many",
            sources_dir=landed / "sources",
            warehouse=f"ducklake:postgres:{postgres}",
            dask=cluster.address,
        )
        many = lived(settings)
        with db.reader(steps.publish_step(home_at(settings))) as con:
            ((published,),) = store.sql(con, "select count(*) from mart.article_versions")[1]
    keep_in(tmp_path / "many", None)
    assert not db.warehouse_path(tmp_path / "many").exists()
    assert published == len(laptop["core.article_versions"]) > 0
    assert many == laptop
