"""Old answers become what was read in them: the tables stay, the disk is freed, irrelevant texts go."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.landing import Fetch, RunWriter, landed_runs, make_run_id, read_run
from crawlers.page_run import KIND as SOCIAL
from crawlers.urls import article_id
from flows import retention, steps, takedown, takedowns
from flows.home import Home, open_home
from flows.readings import is_kept
from flows.recompose import recompose
from flows.settings import Settings
from tests.flows.landed_press import START, land, pieces, settings_of
from tests.test_day import tables
from warehouse import db, store

LATER = datetime(2026, 9, 20, tzinfo=UTC)
OLD, YOUNG = 0, 40


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """News of one old and one young day, labelled, the old day digested."""
    home = open_home(tmp_path_factory.mktemp("two-days") / "home")
    for day in (OLD, YOUNG):
        land(home, pieces(day), START + timedelta(days=day, hours=4))
    steps.load_step(home, settings_of(home))
    steps.annotate_step(home)
    steps.digest_step(home, settings_of(home), date(2026, 8, 5))
    return home.root


@pytest.fixture
def home(two_days: Path, tmp_path: Path) -> Home:
    """The same, to be changed."""
    return open_home(Path(shutil.copytree(two_days, tmp_path / "home")))


def retain(home: Home, dry_run: bool = False, **days: int) -> retention.Retained:
    settings = Settings(home=home.root, **days)  # type: ignore[arg-type]
    limits = retention.limits(settings, LATER)
    return retention.retain(home, steps.roll_of(settings_of(home)), limits, dry_run=dry_run)


def kept(home: Home) -> list[tuple[str, bool]]:
    return [(one.outcome.kind, is_kept(one)) for run in landed_runs(home.landed) for one in read_run(run)]


def without_answers(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """The tables without the sizes and places of answers."""
    return {name: rows for name, rows in found.items() if name != "raw.outcomes"}


def test_old_answers_are_kept_as_read_and_the_tables_stay(home: Home) -> None:
    before = tables(home)
    done = retain(home, keep_pages_days=30, keep_feeds_days=30)
    assert done.answers == {"pages": 4, "feeds": 2}
    assert (
        sorted(kept(home))
        == [("feed", False)] * 2 + [("feed", True)] * 2 + [("page", False)] * 4 + [("page", True)] * 4
    )
    after = tables(home)
    assert without_answers(after) == without_answers(before)
    assert len(after["raw.outcomes"]) == len(before["raw.outcomes"])
    assert steps.rebuild_step(home, settings_of(home)).broken == {}
    assert tables(home) == after
    assert recompose(home, "2026-08-05-day-toan-quoc").differences == ()


def test_a_second_time_there_is_nothing_to_do_and_a_dry_run_does_nothing(home: Home) -> None:
    before = kept(home)
    assert retain(home, dry_run=True, keep_pages_days=30).answers == {"pages": 4, "feeds": 0}
    assert kept(home) == before
    retain(home, keep_pages_days=30)
    assert retain(home, keep_pages_days=30).runs == 0
    assert retain(home, keep_pages_days=30, keep_feeds_days=30).answers == {"pages": 0, "feeds": 2}


def test_a_retention_that_was_killed_before_the_tables_is_finished_by_the_next(home: Home, tmp_path: Path) -> None:
    whole = open_home(Path(shutil.copytree(home.root, tmp_path / "whole")))
    retain(whole, keep_pages_days=30, keep_irrelevant_days=30)
    shutil.rmtree(home.landed)  # the runs as the killed one left them, the tables as they were
    shutil.copytree(whole.landed, home.landed)
    for run in landed_runs(home.landed):
        if (run / retention.MARK).is_file():
            (run / retention.PENDING).touch()
    retain(home, keep_pages_days=30, keep_irrelevant_days=30)
    assert tables(home) == tables(whole)
    assert not list(home.landed.rglob(retention.PENDING))


def test_of_old_irrelevant_articles_the_title_is_left(home: Home) -> None:
    with db.writer(home.root) as con:
        old = "select article_id from mart.articles where relevance = 0 and digest_date < date '2026-08-20'"
        gone = {row[0] for row in store.sql(con, old)[1]}
        counted = store.sql(con, "select count(*) from mart.articles")[1]
    assert gone
    done = retain(home, keep_irrelevant_days=30)
    assert done.texts > 0
    with db.writer(home.root) as con:
        listed = ", ".join(f"'{one}'" for one in gone)
        rows = store.sql(
            con, f"select title <> '', sapo, body, relevance from mart.articles where article_id in ({listed})"
        )
        assert set(rows[1]) == {(True, "", "", None)}
        assert store.sql(con, "select count(*) from mart.articles")[1] == counted
        assert {check.name: check.rows for check in store.run_checks(con) if check.rows} == {}
    assert steps.annotate_step(home).texts == 0
    after = tables(home)
    steps.rebuild_step(home, settings_of(home))
    assert tables(home) == after


def test_without_a_setting_everything_stays(home: Home) -> None:
    assert retain(home).runs == 0


def test_sheets_of_posts_and_comments_are_left_alone(home: Home) -> None:
    with RunWriter(home.landed, make_run_id(START, "abcdef"), SOCIAL) as writer:
        link = f"https://trang.example/ Xem {pieces(OLD)[0].url}".encode()
        writer.land(Fetch("nguoitho", "feed", "https://trang.example/", START, status=200), (), link)
    roll = steps.roll_of(settings_of(home))
    retain(home, keep_pages_days=30, keep_feeds_days=30)
    gone = {article_id(pieces(OLD)[0].url): "nguoitho"}
    takedowns.land(home, gone, since=START, reason="x", role="y", at=LATER)
    takedown.scrubber(home, roll)(writer.path)
    assert [one.body for one in read_run(writer.path)] == [link]
