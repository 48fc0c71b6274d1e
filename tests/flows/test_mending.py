"""A broken warehouse is made anew and the work goes on; what is broken otherwise is not hidden."""

from pathlib import Path

import pytest

from flows.demo.press import SOURCES_DIR
from flows.home import open_home
from flows.mending import mended
from flows.settings import Settings
from flows.steps import annotate_step, ingest_step, load_step, publish_step
from tests.replay import rss
from tests.test_day import tables
from warehouse.db import CatalogueError, CorruptError


def test_a_torn_block_costs_time_and_nothing_else(tmp_path: Path) -> None:
    feeds = tmp_path / "2026-08-05"
    feeds.mkdir()
    (feeds / "nguoitho.xml").write_bytes(rss([f"https://nguoitho.example/tin-{n}.html" for n in range(5)]))
    settings = Settings(home=tmp_path / "home", sources_dir=SOURCES_DIR)
    home = open_home(settings.home)
    ingest_step(home, settings, feeds)
    load_step(home, settings)
    annotate_step(home)
    before = tables(home)
    content = home.warehouse.read_bytes()
    home.warehouse.write_bytes(content[: len(content) // 2] + b"\x07" * (len(content) - len(content) // 2))
    with pytest.raises(CorruptError):
        publish_step(home)
    assert mended(home, settings, lambda: publish_step(home)) == home.published
    assert tables(home) == before


def test_what_a_rebuild_does_not_mend_is_told(tmp_path: Path) -> None:
    def never() -> None:
        raise CorruptError("hỏng nữa")

    settings = Settings(home=tmp_path, sources_dir=SOURCES_DIR)
    with pytest.raises(CorruptError, match="hỏng nữa"):
        mended(open_home(tmp_path), settings, never)


def test_a_catalogue_that_is_restarted_is_waited_for(tmp_path: Path) -> None:
    gone = iter((CatalogueError("mất kết nối"), CatalogueError("đang khởi động")))

    def later() -> str:
        for error in gone:
            raise error
        return "xong"

    settings = Settings(home=tmp_path, sources_dir=SOURCES_DIR)
    assert mended(open_home(tmp_path), settings, later) == "xong"


def test_a_catalogue_that_stays_away_is_told(tmp_path: Path) -> None:
    def never() -> None:
        raise CatalogueError("mất kết nối")

    settings = Settings(home=tmp_path, sources_dir=SOURCES_DIR)
    with pytest.raises(CatalogueError, match="mất kết nối"):
        mended(open_home(tmp_path), settings, never, patience_s=0)
