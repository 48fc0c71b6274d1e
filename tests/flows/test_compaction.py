"""Old texts in the archive: the live file is smaller, every reader sees the same, nothing is lost at any crash."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import compaction, steps, takedown
from flows.home import Home, open_home
from flows.recompose import recompose
from tests.flows.landed_press import START, land, pieces, settings_of
from tests.flows.test_takedown import found_in
from tests.test_day import tables
from warehouse import db, store
from warehouse.states import DERIVED
from warehouse.texts import archive_month, texts_folder

LATER = datetime(2026, 10, 1, tzinfo=UTC)
READ = "select article_id, title, sapo, body from mart.articles order by all"
VERSIONS = "select version_id, body from mart.article_versions order by all"


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """News of August and of September, labelled, one day of each digested."""
    home = open_home(tmp_path_factory.mktemp("two-months") / "home")
    settings = settings_of(home)
    for day in (0, 1, 31):
        land(home, pieces(day), START + timedelta(days=day, hours=4))
    steps.load_step(home, settings)
    steps.annotate_step(home)
    steps.digest_step(home, settings, date(2026, 8, 5))
    return home.root


@pytest.fixture
def home(two_months: Path, tmp_path: Path) -> Home:
    """The same, to be changed."""
    return open_home(Path(shutil.copytree(two_months, tmp_path / "home")))


def read(home: Home, *statements: str) -> list[list[tuple[object, ...]]]:
    with db.writer(home.root) as con:
        return [store.sql(con, statement)[1] for statement in statements]


def test_readers_see_the_same_and_the_tables_hold_no_old_body(home: Home) -> None:
    before = read(home, READ, VERSIONS)
    done = compaction.compact(home, months=1, at=LATER)
    assert done.months == ("2026-08",)
    assert done.texts > 5
    assert read(home, READ, VERSIONS) == before
    months = "select distinct strftime(fetched_at, '%Y-%m') from core.article_versions where body <> ''"
    assert read(home, months) == [[("2026-09",)]]
    with db.reader(db.publish(home.root)) as con:
        assert [store.sql(con, one)[1] for one in (READ, VERSIONS)] == before
    assert steps.annotate_step(home).texts == 0
    assert recompose(home, "2026-08-05-day-toan-quoc").differences == ()


def test_twice_is_once_and_a_rebuild_gives_the_same(home: Home) -> None:
    compaction.compact(home, months=1, at=LATER)
    before = tables(home)
    assert compaction.compact(home, months=1, at=LATER).texts == 0
    assert tables(home) == before
    steps.rebuild_step(home, settings_of(home))
    assert tables(home) == before


def test_a_file_written_anew_holds_every_table_of_every_schema(home: Home) -> None:
    before = counts(home)
    compaction.empty_archived(home)
    assert counts(home) == before
    assert {name.split(".")[0] for name in before} > {"raw", "core"}


def counts(home: Home) -> dict[str, int]:
    """The rows of every table but those that are found anew from the others."""
    with db.writer(home.root) as con:
        names = store.sql(con, "select schema_name || '.' || table_name from duckdb_tables() order by 1")[1]
        told = [name for (name,) in names if name not in DERIVED]
        return {name: store.sql(con, f"select count(*) from {name}")[1][0][0] for name in told}


def test_killed_between_the_archive_and_the_tables_nothing_is_lost(home: Home) -> None:
    before = read(home, READ, VERSIONS)
    with db.writer(home.root) as con:
        archive_month(con, home.root, "2026-08")
    assert read(home, READ, VERSIONS) == before
    compaction.compact(home, months=1, at=LATER)
    assert read(home, READ, VERSIONS) == before


def test_a_lost_archive_is_made_good_by_a_rebuild(home: Home) -> None:
    before = read(home, READ)
    compaction.compact(home, months=1, at=LATER)
    (texts_folder(home.root) / "2026-08.parquet").unlink()
    steps.rebuild_step(home, settings_of(home))
    assert read(home, READ) == before


def test_a_takedown_reaches_the_archive(home: Home) -> None:
    compaction.compact(home, months=1, at=LATER)
    roll = steps.roll_of(settings_of(home))
    gone = pieces(0)[0]
    subject = takedown.find(home, roll, gone.url)
    takedown.take_down(home, roll, subject, reason="x", role="y", at=LATER)
    for words in gone.words():
        assert found_in(home, words) == set(), words
    ((left,),) = read(home, "select count(*) from core.archived_texts")[0]
    assert left > 0


@pytest.mark.parametrize(("months", "month"), [(0, "2026-10"), (1, "2026-09"), (10, "2025-12"), (22, "2024-12")])
def test_the_first_month_that_stays(months: int, month: str) -> None:
    assert compaction.month_before(LATER, months) == month
